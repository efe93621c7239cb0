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
    gateway_code: "código" | "código" | "code";
    gateway_code_input: "La pasarela no pudo leer el pedido" | "O meio de pagamento não pôde ler o pedido" | "The gateway could not read the request";
    gateway_code_card: "Hay un problema con los datos de la tarjeta o de la cuenta" | "Há um problema com os dados do cartão ou da conta" | "Something is wrong with the card's data or the account";
    gateway_code_transaction: "Hubo un error en la operación" | "Houve um erro na operação" | "The transaction failed";
    gateway_code_issuer: "El banco de la tarjeta la rechazó" | "O banco do cartão recusou" | "The card's bank refused it";
    gateway_code_fraud: "Se rechazó por posible fraude" | "Foi recusado por possível fraude" | "It was refused as possible fraud";
    gateway_code_unknown_card: "La pasarela ya no conoce esta tarjeta" | "O meio de pagamento não conhece mais este cartão" | "The gateway no longer knows this card";
    gateway_code_day_amount: "Supera el máximo de un día" | "Supera o máximo de um dia" | "It is above what is allowed in a day";
    gateway_code_amount: "Supera el máximo de un pago" | "Supera o máximo de um pagamento" | "It is above what is allowed in one payment";
    gateway_code_day_count: "Supera la cantidad de pagos de un día" | "Supera a quantidade de pagamentos de um dia" | "There were too many payments in a day";
    gateway_code_other: "La pasarela no dijo por qué" | "O meio de pagamento não disse por quê" | "The gateway did not say why";
    gateway_why_settings: "A la pasarela le falta la clave o un código: no se le pidió nada" | "Falta a chave ou um código ao meio de pagamento: nada lhe foi pedido" | "The gateway lacks its key or a code: it was not asked";
    gateway_why_unfit: "La pasarela no acepta estos datos: no se le pidió nada" | "O meio de pagamento não aceita estes dados: nada lhe foi pedido" | "The gateway does not take this data: it was not asked";
    gateway_why_request: "La pasarela no aceptó el pedido: no se cobró nada" | "O meio de pagamento não aceitou o pedido: nada foi cobrado" | "The gateway did not accept the request: nothing was charged";
    gateway_why_late: "La pasarela no contestó a tiempo" | "O meio de pagamento não respondeu a tempo" | "The gateway did not answer in time";
    gateway_why_unclear: "No se entendió qué contestó la pasarela" | "Não se entendeu o que o meio de pagamento respondeu" | "What the gateway answered was not understood";
    gateway_why_not_known: "La pasarela no conoce este cobro: no se cobró nada" | "O meio de pagamento não conhece esta cobrança: nada foi cobrado" | "The gateway does not know this charge: nothing was charged";
    gateway_why_not_known_yet: "La pasarela todavía no conoce este cobro" | "O meio de pagamento ainda não conhece esta cobrança" | "The gateway does not know this charge yet";
    audit_gateway_key_set: "Clave de pasarela guardada" | "Chave de meio de pagamento guardada" | "Key of a gateway set";
    audit_gateway_key_refused: "Clave de pasarela: contraseña incorrecta" | "Chave de meio de pagamento: senha incorreta" | "Key of a gateway: wrong password";
}
