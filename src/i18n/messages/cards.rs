//! Texts of the customers' cards.

use crate::messages;

messages! {
    cards_title: "Tarjetas" | "Cartões" | "Cards";
    cards_lead: "Los datos de una tarjeta no se editan: los verifica el banco al agregarla." | "Os dados de um cartão não são editados: o banco os verifica ao adicioná-lo." | "A card's data is never edited: the bank checks it when the card is added.";
    cards_add: "Agregar tarjeta" | "Adicionar cartão" | "Add a card";
    cards_none: "Todavía no hay tarjetas" | "Ainda não há cartões" | "There are no cards yet";
    cards_none_text: "La primera que se agregue es la predeterminada: la que se cobra automáticamente." | "O primeiro que for adicionado é o padrão: o que é cobrado automaticamente." | "The first one that is added is the default: the one that is charged automatically.";
    cards_no_gateway: "Antes hace falta una pasarela de pago activa." | "Antes é preciso um meio de pagamento ativo." | "An active payment gateway is needed first.";
    cards_open_gateways: "Ver las pasarelas" | "Ver os meios de pagamento" | "See the gateways";
    cards_no_email: "Antes hace falta un e-mail de contacto: la pasarela lo pide." | "Antes é preciso um e-mail de contato: o meio de pagamento pede." | "A contact e-mail is needed first: the gateway asks for it.";
    cards_read_only: "El cliente está archivado: no se agregan tarjetas." | "O cliente está arquivado: não se adicionam cartões." | "The customer is archived: no cards are added.";
    cards_card: "Tarjeta" | "Cartão" | "Card";
    cards_kind: "Tipo" | "Tipo" | "Kind";
    cards_kind_credit: "Crédito" | "Crédito" | "Credit";
    cards_kind_debit: "Débito" | "Débito" | "Debit";
    cards_kind_prepaid: "Prepaga" | "Pré-pago" | "Prepaid";
    cards_gateway: "Pasarela" | "Meio de pagamento" | "Gateway";
    cards_expires: "Vence" | "Vencimento" | "Expires";
    cards_expires_on(month: &str): "vence {month}" | "vence em {month}" | "expires {month}";
    cards_added_on(when: &str): "agregada: {when}" | "adicionado: {when}" | "added: {when}";
    cards_expires_unknown: "no informado" | "não informado" | "not told";
    cards_state: "Estado" | "Situação" | "State";
    cards_state_active: "Activa" | "Ativo" | "Active";
    cards_state_expiring: "Vence pronto" | "Vence em breve" | "Expires soon";
    cards_state_expired: "Vencida" | "Vencido" | "Expired";
    cards_state_failed: "Rechazada" | "Recusado" | "Refused";
    cards_default: "Predeterminada" | "Padrão" | "Default";
    cards_make_default: "Usar como predeterminada" | "Usar como padrão" | "Make it the default";
    cards_make_default_of(card: &str): "Usar {card} como predeterminada" | "Usar {card} como padrão" | "Make {card} the default";
    cards_chosen(card: &str): "Desde ahora se cobra a {card}." | "A partir de agora se cobra em {card}." | "From now on {card} is charged.";
    cards_remove: "Eliminar tarjeta" | "Excluir cartão" | "Remove card";
    cards_remove_of(card: &str): "Eliminar {card}" | "Excluir {card}" | "Remove {card}";
    cards_remove_title(card: &str): "¿Eliminar la tarjeta {card}?" | "Excluir o cartão {card}?" | "Remove the card {card}?";
    cards_remove_text: "Se elimina también en la pasarela y no se puede deshacer: para volver a usarla, el cliente la agrega de nuevo." | "É excluído também no meio de pagamento e não se pode desfazer: para usá-lo de novo, o cliente o adiciona outra vez." | "It is removed at the gateway too, for good: to use it again, the customer adds it anew.";
    cards_remove_last: "Es la única tarjeta. Lo que se cobra con tarjeta queda sin ninguna." | "É o único cartão. O que se cobra com cartão fica sem nenhum." | "It is the only card. What is charged to a card is left without one.";
    cards_remove_subscriptions: "Suscripciones que se cobran a esta tarjeta" | "Assinaturas que se cobram neste cartão" | "Subscriptions that are charged to this card";
    cards_remove_letter(address: &str): "Se le envía por e-mail a {address} un enlace para elegir otra." | "É enviado por e-mail a {address} um link para escolher outro." | "A link to choose another is mailed to {address}.";
    cards_remove_no_letter(why: &str): "No se le puede enviar un enlace para elegir otra. {why}" | "Não se pode enviar um link para escolher outro. {why}" | "No link to choose another can be mailed. {why}";
    cards_change_of(card: &str): "Cambiar {card} por otra" | "Trocar {card} por outro" | "Change {card} for another";
    cards_change: "Cambiar tarjeta" | "Trocar cartão" | "Change card";
    cards_link: "Enviar enlace por e-mail" | "Enviar link por e-mail" | "Mail a link";
    cards_link_hint: "El cliente agrega la tarjeta por su cuenta; el enlace sirve siete días." | "O cliente adiciona o cartão por conta própria; o link vale sete dias." | "The customer adds the card without help; the link works for seven days.";
    cards_link_sent(address: &str): "Se envía a {address} un enlace para elegir la tarjeta." | "Um link para escolher o cartão é enviado a {address}." | "A link to choose the card is mailed to {address}.";
    cards_link_too_often: "Ya se enviaron tres enlaces en la última hora." | "Já foram enviados três links na última hora." | "Three links were mailed within the last hour.";
    cards_new_default: "Nueva predeterminada" | "Novo padrão" | "New default";
    cards_new_default_choose: "Elija cuál se cobra desde ahora." | "Escolha qual será cobrado a partir de agora." | "Choose the one that is charged from now on.";
    cards_removed(card: &str): "Se eliminó {card}." | "{card} foi excluído." | "{card} was removed.";
    cards_removed_later(card: &str): "Se eliminó {card} del panel. La pasarela todavía no lo confirmó: se vuelve a intentar." | "{card} foi excluído do painel. O meio de pagamento ainda não confirmou: será tentado de novo." | "{card} was removed from the panel. The gateway has not confirmed it yet: it is tried again.";

    cards_go_title: "Ir a la pasarela" | "Ir ao meio de pagamento" | "Go to the gateway";
    cards_go_text(gateway: &str): "La tarjeta se escribe en la página de {gateway}, nunca en la nuestra. Al terminar se vuelve aquí." | "O cartão é digitado na página de {gateway}, nunca na nossa. Ao terminar se volta aqui." | "The card is typed on the page of {gateway}, never on ours. Afterwards it leads back here.";
    cards_go_until(when: &str): "La página sirve hasta: {when}." | "A página vale até: {when}." | "The page works until: {when}.";
    cards_go: "Continuar en la pasarela" | "Continuar no meio de pagamento" | "Go on at the gateway";
    cards_fault_refused(words: &str): "La pasarela no lo aceptó. {words}" | "O meio de pagamento não aceitou. {words}" | "The gateway did not accept it. {words}";
    cards_fault_unknown: "La pasarela no respondió como debe. No se guardó nada: pruebe de nuevo en unos minutos." | "O meio de pagamento não respondeu como deve. Nada foi guardado: tente de novo em alguns minutos." | "The gateway did not answer as it should. Nothing was kept: try again in a few minutes.";
    cards_fault_unfit: "La pasarela no acepta estos datos. Revise el e-mail de contacto." | "O meio de pagamento não aceita estes dados. Confira o e-mail de contato." | "The gateway does not take this data. Check the contact e-mail.";
    cards_fault_not_configured: "A la pasarela le falta la clave o un código." | "Falta a chave ou um código ao meio de pagamento." | "The gateway lacks its key or a code.";

    cards_result_done: "La tarjeta quedó agregada" | "O cartão foi adicionado" | "The card was added";
    cards_result_done_text: "Ya se puede cobrar a esta tarjeta." | "Já se pode cobrar neste cartão." | "This card can be charged from now on.";
    cards_result_refused: "La tarjeta fue rechazada" | "O cartão foi recusado" | "The card was refused";
    cards_result_refused_text(why: &str): "{why}. Pruebe con otra tarjeta." | "{why}. Tente com outro cartão." | "{why}. Try another card.";
    cards_result_left: "El trámite no se completó" | "O processo não foi concluído" | "It was not completed";
    cards_result_left_text: "La pasarela no terminó el trámite: se agotó el tiempo, quedó sin completar o lo rechazó. No se agregó ninguna tarjeta: empiece de nuevo. (Código −1)" | "O meio de pagamento não concluiu o processo: o tempo se esgotou, ficou sem concluir ou foi recusado. Nenhum cartão foi adicionado: comece de novo. (Código −1)" | "The gateway did not complete it: time ran out, it was left unfinished, or it was refused. No card was added: begin again. (Code −1)";
    cards_result_canceled: "No se agregó ninguna tarjeta" | "Nenhum cartão foi adicionado" | "No card was added";
    cards_result_canceled_text: "El trámite se anuló en la página de la pasarela." | "O processo foi cancelado na página do meio de pagamento." | "It was cancelled on the gateway's page.";
    cards_result_review: "Todavía no sabemos si la tarjeta quedó agregada" | "Ainda não sabemos se o cartão foi adicionado" | "We do not know yet whether the card was added";
    cards_result_review_text: "La pasarela no respondió como debe. Nadie cobró nada. La empresa lo revisa; también se puede agregar la tarjeta de nuevo." | "O meio de pagamento não respondeu como deve. Ninguém cobrou nada. A empresa vai verificar; também se pode adicionar o cartão de novo." | "The gateway did not answer as it should. Nothing was charged. The company looks into it; the card can also be added again.";
    cards_result_asked: "Estamos consultando a la pasarela" | "Estamos consultando o meio de pagamento" | "We are asking the gateway";
    cards_result_asked_text: "Todavía no respondió cómo terminó. Se le pregunta de nuevo durante un minuto; no hace falta hacer nada." | "Ainda não respondeu como terminou. Será consultado de novo durante um minuto; não é preciso fazer nada." | "It has not said yet how it ended. It is asked again for a minute; there is nothing to do.";
    cards_result_started: "El trámite sigue abierto" | "O processo continua aberto" | "It is not over yet";
    cards_result_started_text: "Termine en la página de la pasarela." | "Termine na página do meio de pagamento." | "End it on the gateway's page.";
    cards_result_expired: "El trámite venció" | "O processo expirou" | "It has expired";
    cards_result_expired_text: "Pasó demasiado tiempo en la página de la pasarela. Empiece de nuevo." | "Passou tempo demais na página do meio de pagamento. Comece de novo." | "It took too long on the gateway's page. Begin again.";
    cards_back: "Volver a las tarjetas" | "Voltar aos cartões" | "Back to the cards";
    cards_close: "Ya puede cerrar esta página." | "Você já pode fechar esta página." | "You can close this page now.";

    cards_review_title: "Por revisar" | "A verificar" | "To be looked into";
    cards_review_text(gateway: &str, when: &str): "{gateway}, {when}: el cliente volvió de la pasarela y esta no respondió como debe. Si la tarjeta no aparece arriba, se agrega de nuevo." | "{gateway}, {when}: o cliente voltou do meio de pagamento e este não respondeu como deve. Se o cartão não aparece acima, adicione-o de novo." | "{gateway}, {when}: the customer came back from the gateway, which did not answer as it should. If the card is not listed above, it is added again.";
    cards_review_discard: "Descartar" | "Descartar" | "Discard";
    cards_review_discarded: "El trámite quedó descartado." | "O processo foi descartado." | "It was discarded.";

    renewal_title: "Elija una tarjeta" | "Escolha um cartão" | "Choose a card";
    renewal_text(company: &str): "{company} cobrará sus pagos a la tarjeta que elija." | "{company} cobrará seus pagamentos no cartão que você escolher." | "{company} will charge your payments to the card that you choose.";
    renewal_now(card: &str): "Ahora se cobra a {card}. La nueva toma su lugar." | "Agora se cobra em {card}. O novo toma o lugar dele." | "Now {card} is charged. The new one takes its place.";
    renewal_where: "Los datos de la tarjeta se escriben en la página del medio de pago, nunca en esta." | "Os dados do cartão são digitados na página do meio de pagamento, nunca nesta." | "The card's data is typed on the payment service's page, never on this one.";
    renewal_choose: "Dónde se guarda la tarjeta" | "Onde o cartão é guardado" | "Where the card is kept";
    renewal_none: "En este momento no se pueden agregar tarjetas. Pruebe más tarde o escriba a la empresa." | "No momento não se podem adicionar cartões. Tente mais tarde ou escreva à empresa." | "No cards can be added at the moment. Try later, or write to the company.";
    renewal_dead: "El enlace ya no sirve" | "O link não vale mais" | "The link no longer works";
    renewal_dead_text: "Se usó, venció o se envió otro después. Pida uno nuevo a la empresa." | "Foi usado, expirou ou outro foi enviado depois. Peça um novo à empresa." | "It was used, has expired, or another was mailed since. Ask the company for a new one.";

    simulator_title: "Simulador de pasarela" | "Simulador de meio de pagamento" | "Gateway simulator";
    simulator_text: "Esta página hace de pasarela y no cobra a nadie. Elija qué responde." | "Esta página faz de meio de pagamento e não cobra ninguém. Escolha o que responde." | "This page plays the gateway and charges nobody. Choose what it answers.";
    simulator_approve: "Aprobar" | "Aprovar" | "Approve";
    simulator_refuse: "Rechazar" | "Recusar" | "Refuse";
    simulator_cancel: "Cancelar" | "Cancelar" | "Cancel";
    simulator_timeout: "Dejar vencer" | "Deixar expirar" | "Let it time out";

    audit_card_enrolled: "Tarjeta agregada" | "Cartão adicionado" | "Card added";
    audit_card_chosen: "Tarjeta predeterminada cambiada" | "Cartão padrão mudado" | "Default card changed";
    audit_card_removed: "Tarjeta eliminada" | "Cartão excluído" | "Card removed";
    audit_card_link_mailed: "Enlace para elegir tarjeta enviado" | "Link para escolher cartão enviado" | "Link to choose a card mailed";
    audit_enrolment_discarded: "Alta de tarjeta descartada" | "Adição de cartão descartada" | "Enrolment of a card discarded";
}
