//! Texts of error pages: what failed, what was not affected, what to do.

use crate::messages;

messages! {
    error_reference: "Referencia" | "Referência" | "Reference";
    error_home: "Ir a Clientes" | "Ir para Clientes" | "Go to Customers";
    error_forbidden: "No tiene permiso para esto" | "Você não tem permissão para isto" | "You are not allowed to do this";
    error_forbidden_text: "Su rol no incluye esta acción. Nada se modificó. Quien administra el panel puede cambiar su rol." | "Seu perfil não inclui esta ação. Nada foi alterado. Quem administra o painel pode mudar seu perfil." | "Your role does not include this action. Nothing was changed. An administrator of the panel can change your role.";
    error_not_found: "No encontramos esta página" | "Não encontramos esta página" | "We could not find this page";
    error_not_found_text: "La dirección puede estar incompleta, o lo que buscaba ya no está." | "O endereço pode estar incompleto, ou o que você procurava não existe mais." | "The address may be incomplete, or what you were looking for is no longer there.";
    error_method: "Esta dirección no acepta esa operación" | "Este endereço não aceita essa operação" | "This address does not take that operation";
    error_method_text: "Vuelva a la página anterior y use sus botones." | "Volte à página anterior e use os botões dela." | "Go back to the previous page and use its buttons.";
    error_conflict: "Alguien lo modificó antes" | "Alguém alterou antes" | "Somebody else changed it first";
    error_conflict_text: "Nada se perdió ni se sobrescribió. Vuelva a abrir la página para ver cómo está ahora." | "Nada se perdeu nem foi sobrescrito. Abra a página de novo para ver como está agora." | "Nothing was lost or overwritten. Open the page again to see it as it is now.";
    error_too_large: "Es demasiado para una sola vez" | "É demais para uma só vez" | "That is too much at once";
    error_too_large_text: "Lo enviado supera el tamaño permitido. Nada se modificó." | "O envio passa do tamanho permitido. Nada foi alterado." | "What was sent is larger than allowed. Nothing was changed.";
    error_too_many: "Demasiados intentos" | "Muitas tentativas" | "Too many tries";
    error_too_many_text: "Espere unos minutos y vuelva a intentarlo." | "Espere alguns minutos e tente de novo." | "Wait a few minutes and try again.";
    error_unavailable: "Los datos no responden en este momento" | "Os dados não respondem no momento" | "The data does not answer right now";
    error_unavailable_text: "Sus datos no se modificaron. El panel sigue intentándolo por su cuenta: recargue la página en unos segundos." | "Seus dados não foram alterados. O painel continua tentando: recarregue a página em alguns segundos." | "Your data was not changed. The panel keeps trying by itself: reload the page in a few seconds.";
    error_bug: "Algo falló de nuestro lado" | "Algo falhou do nosso lado" | "Something failed on our side";
    error_bug_text: "Lo que estaba haciendo no se guardó a medias. Si vuelve a pasar, pase esta referencia a quien administra el panel." | "O que você estava fazendo não foi salvo pela metade. Se acontecer de novo, passe esta referência a quem administra o painel." | "What you were doing was not half saved. If it happens again, give this reference to whoever runs the panel.";
    error_bad_request: "No entendimos lo enviado" | "Não entendemos o envio" | "We did not understand what was sent";
    error_bad_request_text: "Lo enviado está incompleto o contiene caracteres no válidos. Nada se modificó." | "O envio está incompleto ou contém caracteres inválidos. Nada foi alterado." | "What was sent is incomplete or contains characters that are not valid. Nothing was changed.";
}
