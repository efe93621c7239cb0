//! Texts of contracts.

use crate::messages;

messages! {
    contracts: "Contratos" | "Contratos" | "Contracts";
    contracts_all: "Todos los contratos" | "Todos os contratos" | "All contracts";
    contracts_first: "Aún no hay contratos" | "Ainda não há contratos" | "There are no contracts yet";
    contracts_first_text: "Un contrato dice qué plan tiene un cliente, dónde y desde cuándo. Se crean desde la página de cada cliente." | "Um contrato diz qual plano um cliente tem, onde e desde quando. São criados na página de cada cliente." | "A contract says which plan a customer has, where and since when. They are created from each customer's page.";
    contracts_hint: "Número de contrato o cliente" | "Número do contrato ou cliente" | "Contract number or customer";
    contracts_label: "Lista de contratos" | "Lista de contratos" | "List of contracts";
    contracts_looked_in: "Buscamos el número exacto del contrato, y por nombre, documento, e-mail y teléfono de su cliente." | "Buscamos o número exato do contrato, e por nome, documento, e-mail e telefone do cliente." | "We looked for the exact number of the contract, and for name, document, e-mail and phone of its customer.";
    contracts_many(number: &str): "{number} contratos" | "{number} contratos" | "{number} contracts";
    contracts_none: "Ningún contrato coincide" | "Nenhum contrato corresponde" | "No contract matches";
    contracts_none_match(typed: &str): "Ningún contrato coincide con «{typed}»" | "Nenhum contrato corresponde a «{typed}»" | "No contract matches «{typed}»";
    contracts_number(number: &str): "Contrato {number}" | "Contrato {number}" | "Contract {number}";
    contracts_one: "1 contrato" | "1 contrato" | "1 contract";
    contracts_quick: "Búsqueda rápida: número de contrato o cliente" | "Busca rápida: número do contrato ou cliente" | "Quick search: contract number or customer";
    contracts_tab_alerted: "Avisados" | "Avisados" | "Alerted";
    contracts_tab_all: "Todos" | "Todos" | "All";
    contracts_tab_disabled: "Bloqueados" | "Bloqueados" | "Blocked";
    contracts_tab_enabled: "Habilitados" | "Habilitados" | "Enabled";
    contracts_tab_ended: "Finalizados" | "Finalizados" | "Ended";
    contracts_tabs: "Estado del contrato" | "Situação do contrato" | "State of the contract";
    menu_charging: "Cobro" | "Cobrança" | "Billing";
}
