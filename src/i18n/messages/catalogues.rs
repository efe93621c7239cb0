//! Texts of the catalogues: what fiscal documents and services are made of.

use crate::messages;

messages! {
    catalogues_billing: "Facturación" | "Faturamento" | "Billing";
    catalogues_service: "Servicio" | "Serviço" | "Service";

    legal_entities_title: "Razones sociales" | "Razões sociais" | "Legal entities";
    legal_entities_lead: "Quiénes emiten: empresas con validez fiscal, o de fantasía." | "Quem emite: empresas com validade fiscal, ou de fantasia." | "Who issues: companies with legal validity, or without.";
    legal_entities_new: "Razón social nueva" | "Nova razão social" | "New legal entity";
    legal_entities_add: "Agregar razón social" | "Adicionar razão social" | "Add legal entity";
    legal_entities_none: "Todavía no hay razones sociales" | "Ainda não há razões sociais" | "There are no legal entities yet";

    tax_conditions_title: "Condiciones de IVA" | "Condições fiscais" | "Tax conditions";
    tax_conditions_lead: "Qué es cada parte ante el fisco: quien emite y quien recibe." | "O que cada parte é perante o fisco: quem emite e quem recebe." | "What each side is before the tax agency: issuer and receiver.";
    tax_conditions_new: "Condición nueva" | "Nova condição" | "New condition";
    tax_conditions_add: "Agregar condición" | "Adicionar condição" | "Add condition";
    tax_conditions_none: "Todavía no hay condiciones" | "Ainda não há condições" | "There are no conditions yet";

    invoice_types_title: "Tipos de factura" | "Tipos de fatura" | "Invoice types";
    invoice_types_lead: "Facturas, boletas y notas, con el código de su organismo." | "Faturas e notas, com o código do órgão fiscal." | "Invoices and notes, with the code of the tax agency.";
    invoice_types_new: "Tipo de factura nuevo" | "Novo tipo de fatura" | "New invoice type";
    invoice_types_add: "Agregar tipo" | "Adicionar tipo" | "Add type";
    invoice_types_none: "Todavía no hay tipos de factura" | "Ainda não há tipos de fatura" | "There are no invoice types yet";

    taxes_title: "Impuestos" | "Impostos" | "Taxes";
    taxes_lead: "Porcentajes, y lo exento o no gravado." | "Percentuais, e o que é isento ou não tributado." | "Rates, and what is exempt or not taxed.";
    taxes_new: "Impuesto nuevo" | "Novo imposto" | "New tax";
    taxes_add: "Agregar impuesto" | "Adicionar imposto" | "Add tax";
    taxes_none: "Todavía no hay impuestos" | "Ainda não há impostos" | "There are no taxes yet";

    billing_cycles_title: "Ciclos de facturación" | "Ciclos de faturamento" | "Billing cycles";
    billing_cycles_lead: "Qué día se factura y en cuántos días vence." | "Em que dia se fatura e em quantos dias vence." | "On which day invoices are made, and when they fall due.";
    billing_cycles_new: "Ciclo nuevo" | "Novo ciclo" | "New cycle";
    billing_cycles_add: "Agregar ciclo" | "Adicionar ciclo" | "Add cycle";
    billing_cycles_none: "Todavía no hay ciclos" | "Ainda não há ciclos" | "There are no cycles yet";

    plans_title: "Planes" | "Planos" | "Plans";
    plans_lead: "Lo que se contrata: precio, período y velocidad." | "O que se contrata: preço, período e velocidade." | "What is contracted: price, period and speed.";
    plans_new: "Plan nuevo" | "Novo plano" | "New plan";
    plans_add: "Agregar plan" | "Adicionar plano" | "Add plan";
    plans_none: "Todavía no hay planes" | "Ainda não há planos" | "There are no plans yet";

    servers_title: "Servidores" | "Servidores" | "Servers";
    servers_lead: "De dónde sale el servicio de cada contrato." | "De onde sai o serviço de cada contrato." | "Where the service of each contract comes from.";
    servers_new: "Servidor nuevo" | "Novo servidor" | "New server";
    servers_add: "Agregar servidor" | "Adicionar servidor" | "Add server";
    servers_none: "Todavía no hay servidores" | "Ainda não há servidores" | "There are no servers yet";

    coverages_title: "Coberturas" | "Coberturas" | "Coverages";
    coverages_lead: "Hasta dónde llega el servicio." | "Até onde chega o serviço." | "Where the service reaches.";
    coverages_new: "Cobertura nueva" | "Nova cobertura" | "New coverage";
    coverages_add: "Agregar cobertura" | "Adicionar cobertura" | "Add coverage";
    coverages_none: "Todavía no hay coberturas" | "Ainda não há coberturas" | "There are no coverages yet";

    catalogues_none_text: "Agregue la primera fila con el botón de arriba." | "Adicione a primeira linha com o botão acima." | "Add the first row with the button above.";
    used_by_customers: "Facturación de clientes" | "Faturamento de clientes" | "Customers' billing";
    used_by_series: "Series numeradas" | "Séries numeradas" | "Numbered series";
    used_by_drafts: "Borradores" | "Rascunhos" | "Drafts";
    used_by_lines: "Renglones de facturas" | "Linhas de faturas" | "Lines of invoices";
    used_by_contracts: "Contratos" | "Contratos" | "Contracts";
    used_by_subscriptions: "Suscripciones" | "Assinaturas" | "Subscriptions";
    catalogues_uses: "Usos" | "Usos" | "Uses";
    catalogues_use: "Uso" | "Uso" | "Use";
    catalogues_unused: "Nada lo usa todavía." | "Nada o usa ainda." | "Nothing uses it yet.";
    catalogues_delete_text: "Nada lo usa. Se quita de la lista para siempre; su historial se conserva." | "Nada o usa. Sai da lista para sempre; seu histórico é mantido." | "Nothing uses it. It leaves the list for good; its history is kept.";
    catalogues_conflict_text: "Otra persona guardó esto mientras usted escribía. Lo que escribió sigue abajo; esto es lo que ahora está guardado y difiere:" | "Outra pessoa salvou isto enquanto você escrevia. O que você escreveu continua abaixo; isto é o que está salvo agora e difere:" | "Somebody else saved this while you were typing. What you typed is still below; this is what is stored now and differs:";
    catalogues_fixed_help: "No cambia mientras esté en uso." | "Não muda enquanto estiver em uso." | "It does not change while in use.";
    catalogues_use_of(what: &str, n: &str): "{what}: {n}" | "{what}: {n}" | "{what}: {n}";

    allowed_title: "Tipos permitidos" | "Tipos permitidos" | "Allowed types";
    allowed_lead: "Qué factura puede enviar cada emisor a cada receptor." | "Que fatura cada emissor pode enviar a cada destinatário." | "Which invoice each issuer may send to each receiver.";
    allowed_issuer: "Si quien emite es" | "Se quem emite é" | "If the issuer is";
    allowed_as_issuer: "Tipos permitidos, como emisor" | "Tipos permitidos, como emissor" | "Allowed types, as issuer";
    allowed_as_receiver: "Tipos permitidos, como receptor" | "Tipos permitidos, como destinatário" | "Allowed types, as receiver";
    allowed_show: "Ver" | "Ver" | "Show";
    allowed_receiver: "Receptor" | "Destinatário" | "Receiver";
    allowed_types: "Tipos" | "Tipos" | "Types";
    allowed_none: "Ninguno" | "Nenhum" | "None";
    allowed_no_conditions: "Para combinarlos hacen falta condiciones de IVA y tipos de factura activos del mismo país." | "Para combiná-los são necessárias condições fiscais e tipos de fatura ativos do mesmo país." | "To combine them there must be active tax conditions and invoice types of one country.";
    allowed_saved: "Se guardaron los tipos permitidos." | "Os tipos permitidos foram salvos." | "The allowed types were saved.";
    allowed_wrong: "Una combinación no es posible: condiciones y tipo deben ser del mismo país, y de fantasía todos o ninguno." | "Uma combinação não é possível: condições e tipo devem ser do mesmo país, e de fantasia todos ou nenhum." | "One combination is not possible: conditions and type must be of one country, and all or none without legal validity.";
    allowed_help: "Las notas de crédito y de débito siguen a su factura. Sin ningún tipo marcado, a ese receptor no se le puede facturar." | "As notas de crédito e de débito seguem a sua fatura. Sem nenhum tipo marcado, não se pode faturar a esse destinatário." | "Credit and debit notes follow their invoice. With no type ticked, that receiver cannot be invoiced.";
    entity_sends: "Qué puede emitir" | "O que pode emitir" | "What it may send";
    entity_sends_lead: "A cada receptor, según los tipos permitidos para su condición." | "A cada destinatário, conforme os tipos permitidos para sua condição." | "To each receiver, by the types allowed for its condition.";

    example: "Ejemplo" | "Exemplo" | "Example";
    example_amount: "Importe de ejemplo" | "Valor de exemplo" | "Amount of the example";
    example_amount_help: "Se calcula con lo escrito arriba, sin guardar." | "É calculado com o que está escrito acima, sem salvar." | "It is worked out from what is typed above, without saving.";
    example_show: "Calcular" | "Calcular" | "Work out";
    example_net: "Neto" | "Líquido" | "Net";
    example_tax: "Impuesto" | "Imposto" | "Tax";
    example_gross: "Total" | "Total" | "Total";

    starting_fantasy_condition: "De fantasía" | "De fantasia" | "Without legal validity";
    starting_fantasy_invoice: "Comprobante interno" | "Comprovante interno" | "Internal voucher";
    starting_fantasy_credit: "Nota de crédito interna" | "Nota de crédito interna" | "Internal credit note";

    hint_issuer_tax_id: "Obligatorio para una razón social legal. Se verifica con las reglas de su país." | "Obrigatório para uma razão social com validade fiscal. É verificado com as regras do país." | "Required of one with legal validity, and checked by the rules of its country.";
    hint_fantasy: "Sin validez fiscal: va con una condición y un tipo de fantasía." | "Sem validade fiscal: usa uma condição e um tipo de fantasia." | "Without legal validity: it goes with a condition and a type of that sort.";
    hint_electronic: "El organismo fiscal autoriza cada factura." | "O órgão fiscal autoriza cada fatura." | "The tax agency authorises each invoice.";
    hint_class_m: "En Argentina, cuando ARCA lo exige." | "Na Argentina, quando a ARCA exige." | "In Argentina, where ARCA demands it.";
    hint_tax_inside: "El precio ya lo incluye; el neto se calcula a partir de él." | "O preço já o inclui; o líquido é calculado a partir dele." | "The price holds it already; the net is worked out from it.";
    hint_cycle_day: "Del 1 al 28, para que exista en todos los meses." | "De 1 a 28, para que exista em todos os meses." | "From 1 to 28, so that every month has it.";
    hint_credit_type: "La nota que anula un comprobante de este tipo." | "A nota que anula um documento deste tipo." | "The note that takes back a document of this type.";
}
