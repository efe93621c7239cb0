//! Texts of what customers see in their portal.

use crate::messages;

messages! {
    portal_sign_in_lead: "Ingrese con su e-mail o con su usuario del portal." | "Entre com seu e-mail ou com seu usuário do portal." | "Sign in with your e-mail or your user name of the portal.";
    portal_sign_in_name: "E-mail o usuario" | "E-mail ou usuário" | "E-mail or user name";
    portal_sign_in_name_missing: "Escriba su e-mail o su usuario del portal." | "Digite seu e-mail ou seu usuário do portal." | "Type your e-mail or your user name of the portal.";
    portal_sign_in_hint: "La suya, o la temporal que le enviamos por e-mail." | "A sua, ou a temporária que enviamos por e-mail." | "Your own, or the temporary one that we mailed to you.";
    portal_sign_in_refused: "Los datos no coinciden, o la contraseña temporal ya no sirve. Revíselos o pida un enlace nuevo." | "Os dados não conferem, ou a senha temporária não vale mais. Revise-os ou peça um link novo." | "The data does not match, or the temporary password no longer works. Check it or ask for a new link.";
    portal_sign_in_refused_link: "Los datos no coinciden. Revíselos o pida un enlace nuevo." | "Os dados não conferem. Revise-os ou peça um link novo." | "The data does not match. Check it or ask for a new link.";
    portal_forgotten_lead: "Escriba su e-mail o su usuario. Le enviaremos un enlace para elegir una contraseña nueva." | "Digite seu e-mail ou seu usuário. Enviaremos um link para escolher uma senha nova." | "Type your e-mail or your user name. We will mail you a link to choose a new password.";
    portal_forgotten_sent: "Si los datos son de una cuenta activa, le llegará un enlace a su e-mail en unos minutos. Revise también el correo no deseado." | "Se os dados forem de uma conta ativa, um link chegará ao seu e-mail em alguns minutos. Verifique também o spam." | "If the data belongs to an active account, a link will reach your e-mail in a few minutes. Look into your junk mail too.";
    portal_password_choose: "Elija su contraseña" | "Escolha sua senha" | "Choose your password";
    portal_password_lead_link(name: &str): "Con ella ingresará al portal como {name}. El enlace sirve una sola vez." | "Com ela você entrará no portal como {name}. O link vale uma única vez." | "You will sign in to the portal with it, as {name}. The link works once.";
    portal_password_lead_temporary: "La contraseña temporal ya cumplió su función. Elija ahora la suya para entrar al portal." | "A senha temporária já cumpriu seu papel. Escolha agora a sua para entrar no portal." | "The temporary password has done its work. Choose your own now to enter the portal.";
    portal_password_again: "Repita la contraseña" | "Repita a senha" | "Repeat the password";
    portal_password_differs: "No es igual a la de arriba. Escríbala otra vez." | "Não é igual à de cima. Digite-a de novo." | "It is not the one above. Type it again.";
    portal_password_is_temporary: "Es la contraseña temporal, que sirve una sola vez. Elija otra." | "É a senha temporária, que vale uma única vez. Escolha outra." | "It is the temporary password, which works once. Choose another one.";
    portal_password_too_often(minutes: i64): "Ya la cambió varias veces en la última hora. Podrá cambiarla de nuevo en {minutes} min." | "Você já a alterou várias vezes na última hora. Poderá alterá-la de novo em {minutes} min." | "You changed it several times within the last hour. You can change it again in {minutes} min.";
    portal_password_was_set: "Su contraseña quedó guardada. Le enviamos un aviso a su e-mail." | "Sua senha foi salva. Enviamos um aviso ao seu e-mail." | "Your password was saved. We mailed you a notice.";
    portal_link_dead: "Este enlace ya no sirve" | "Este link não vale mais" | "This link no longer works";
    portal_link_dead_text: "Ya se usó, venció o fue reemplazado por uno más nuevo. Si todavía necesita una contraseña, pida otro enlace." | "Já foi usado, expirou ou foi substituído por um mais novo. Se ainda precisa de uma senha, peça outro link." | "It was used, has expired or was replaced by a newer one. If you still need a password, ask for another link.";
    portal_link_new: "Pedir otro enlace" | "Pedir outro link" | "Ask for another link";
    portal_home: "Inicio" | "Início" | "Home";
    portal_to_home: "Ir al inicio" | "Ir ao início" | "Go to the start";
    portal_account: "Mi cuenta" | "Minha conta" | "My account";
    portal_hello(name: &str): "Hola, {name}" | "Olá, {name}" | "Hello, {name}";
    portal_hello_nobody: "Hola" | "Olá" | "Hello";
    portal_data: "Sus datos" | "Seus dados" | "Your data";
    portal_data_edit: "Actualizar mis datos" | "Atualizar meus dados" | "Update my data";
    portal_data_others: "Si otro dato está mal, avísenos." | "Se outro dado estiver errado, avise-nos." | "If anything else is wrong, please tell us.";
    portal_data_unchanged: "No había cambios para guardar." | "Não havia mudanças para salvar." | "There was nothing to save.";
    portal_data_conflict: "Sus datos se modificaron mientras los editaba. Lo que escribió sigue aquí: revíselo y guarde otra vez." | "Seus dados foram alterados enquanto você os editava. O que você digitou continua aqui: revise e salve de novo." | "Your data was changed while you edited it. What you typed is still here: check it and save again.";
    portal_doubts: "Revise esto antes de guardar. Si está bien así, elija «Guardar igual»." | "Revise isto antes de salvar. Se estiver certo assim, escolha «Salvar mesmo assim»." | "Check this before saving. If it is right as it is, choose “Save anyway”.";
    portal_save_anyway: "Guardar igual" | "Salvar mesmo assim" | "Save anyway";
    portal_hint_notify_emails: "Otros e-mails que reciben sus facturas. Sepárelos con coma." | "Outros e-mails que recebem suas faturas. Separe-os com vírgula." | "Other e-mails that get your invoices. Separate them with commas.";
    portal_sign_in_title: "Ingreso" | "Entrada" | "Sign-in";
    portal_signs_in_with(name: &str): "Ingresa con {name}." | "Você entra com {name}." | "You sign in with {name}.";
    portal_either(one: &str, other: &str): "{one} o {other}" | "{one} ou {other}" | "{one} or {other}";
    portal_sessions_close: "Cerrar todas las sesiones" | "Encerrar todas as sessões" | "Close all sessions";
    portal_closed: "El portal está cerrado" | "O portal está fechado" | "The portal is closed";
    portal_closed_text: "Por el momento no se puede ingresar. Sus datos siguen guardados. Si necesita algo, escríbanos o llámenos." | "No momento não é possível entrar. Seus dados continuam guardados. Se precisar de algo, escreva ou ligue para nós." | "Nobody can enter for now. Your data is kept. If you need something, write or call us.";
    portal_error_refused: "No pudimos aceptar el envío" | "Não pudemos aceitar o envio" | "We could not accept what was sent";
    portal_error_refused_text: "Vino de otra página o el navegador no dijo de dónde. Nada se modificó. Vuelva al portal e intente otra vez." | "Veio de outra página ou o navegador não disse de onde. Nada foi alterado. Volte ao portal e tente de novo." | "It came from another page, or the browser did not say from where. Nothing was changed. Go back to the portal and try again.";
    portal_error_unavailable_text: "Sus datos no se modificaron. Recargue la página en unos segundos." | "Seus dados não foram alterados. Recarregue a página em alguns segundos." | "Your data was not changed. Reload the page in a few seconds.";
    portal_error_bug_text: "Lo que estaba haciendo no se guardó a medias. Si vuelve a pasar, denos esta referencia." | "O que você estava fazendo não foi salvo pela metade. Se acontecer de novo, informe-nos esta referência." | "What you were doing was not half saved. If it happens again, give us this reference.";
    changes_by_customer: "El cliente" | "O cliente" | "The customer";
}
