//! Texts of the payment gateways.

use crate::messages;

messages! {
    gateways_title: "Pasarelas de pago" | "Meios de pagamento" | "Payment gateways";
    gateways_lead: "Quién guarda y cobra las tarjetas. El panel nunca ve su número." | "Quem guarda e cobra os cartões. O painel nunca vê o número deles." | "Who keeps and charges the cards. The panel never sees their numbers.";
    gateways_new: "Pasarela nueva" | "Novo meio de pagamento" | "New gateway";
    gateways_add: "Agregar pasarela" | "Adicionar meio de pagamento" | "Add gateway";
    gateways_none: "Todavía no hay pasarelas" | "Ainda não há meios de pagamento" | "There are no gateways yet";
    used_by_card_holders: "Clientes con tarjetas" | "Clientes com cartões" | "Customers with cards";
    used_by_cards: "Tarjetas" | "Cartões" | "Cards";

    gateway_key: "Clave secreta" | "Chave secreta" | "Secret key";
    gateway_key_lead: "La entrega la pasarela con los códigos de comercio. Se guarda cifrada y no se vuelve a mostrar." | "É entregue pelo meio de pagamento com os códigos de comércio. É guardada criptografada e não volta a ser mostrada." | "The gateway gives it together with the commerce codes. It is kept encrypted and never shown again.";
    gateway_key_there: "Hay una clave guardada." | "Há uma chave guardada." | "A key is kept.";
    gateway_key_missing: "Falta la clave: sin ella no se pueden agregar ni cobrar tarjetas." | "Falta a chave: sem ela não se podem adicionar nem cobrar cartões." | "The key is missing: without it no card can be added or charged.";
    gateway_key_bound: "Si cambia la dirección del servicio o el código de comercio, hay que volver a escribirla." | "Se o endereço do serviço ou o código do comércio mudarem, é preciso digitá-la de novo." | "If the address of the service or the commerce code changes, it has to be typed again.";
    gateway_key_set: "Guardar la clave…" | "Guardar a chave…" | "Set the key…";
    gateway_key_save: "Guardar la clave" | "Guardar a chave" | "Save the key";
    gateway_key_saved(name: &str): "Se guardó la clave de {name}." | "A chave de {name} foi guardada." | "The key of {name} was saved.";
    gateway_key_unreadable: "Use solo letras, números y signos, sin espacios." | "Use só letras, números e sinais, sem espaços." | "Use letters, digits and signs only, without blanks.";
    gateway_key_long: "Es demasiado larga." | "É longa demais." | "It is too long.";
    audit_gateway_key_set: "Clave de pasarela guardada" | "Chave de meio de pagamento guardada" | "Key of a gateway set";
    audit_gateway_key_refused: "Clave de pasarela: contraseña incorrecta" | "Chave de meio de pagamento: senha incorreta" | "Key of a gateway: wrong password";
}
