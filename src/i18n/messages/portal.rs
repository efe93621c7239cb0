//! Texts of the staff about the customers' portal.

use crate::messages;

messages! {
    portal_title: "Portal de clientes" | "Portal do cliente" | "Customers' portal";
    portal_regenerate: "Regenerar contraseña" | "Gerar nova senha" | "New password";
    portal_regenerate_of(name: &str): "Regenerar la contraseña del portal de {name}" | "Gerar nova senha do portal de {name}" | "New portal password for {name}";
    portal_regenerate_title: "Regenerar contraseña del portal" | "Gerar nova senha do portal" | "New portal password";
    portal_goes_to: "Se enviará a:" | "Será enviado a:" | "It will be mailed to:";
    portal_what_code(hours: &str): "El e-mail lleva una contraseña temporal y un enlace. Sirven una sola vez, durante {hours} h, para que el cliente elija su contraseña. Aquí no se muestran." | "O e-mail leva uma senha temporária e um link. Valem uma única vez, por {hours} h, para que o cliente escolha sua senha. Aqui não são mostrados." | "The mail carries a temporary password and a link. They work once, for {hours} h, so that the customer chooses a password. They are not shown here.";
    portal_what_link(hours: &str): "El e-mail lleva un enlace. Sirve una sola vez, durante {hours} h, para que el cliente elija su contraseña. Aquí no se muestra." | "O e-mail leva um link. Vale uma única vez, por {hours} h, para que o cliente escolha sua senha. Aqui não é mostrado." | "The mail carries a link. It works once, for {hours} h, so that the customer chooses a password. It is not shown here.";
    portal_former_works: "Si ya tiene una contraseña, sigue sirviendo hasta que elija la nueva." | "Se já tem uma senha, ela continua valendo até escolher a nova." | "A password that the customer has keeps working until the new one is chosen.";
    portal_cut: "Cortar el acceso ahora" | "Cortar o acesso agora" | "Cut off access now";
    portal_cut_help: "Para una cuenta robada: la contraseña actual deja de servir y las sesiones abiertas se cierran de inmediato." | "Para uma conta roubada: a senha atual deixa de valer e as sessões abertas são encerradas imediatamente." | "For a stolen account: the present password stops working and open sessions end at once.";
    portal_cut_alone_help: "Para una cuenta robada: la contraseña actual deja de servir y las sesiones abiertas se cierran de inmediato, sin enviar nada. Lo que ya se le envió sigue sirviendo hasta que venza." | "Para uma conta roubada: a senha atual deixa de valer e as sessões abertas são encerradas imediatamente, sem enviar nada. O que já foi enviado continua valendo até expirar." | "For a stolen account: the present password stops working and open sessions end at once, and nothing is mailed. What was mailed before works until it expires.";
    portal_was_cut(why: &str): "El acceso quedó cortado. No se envió nada. {why}" | "O acesso foi cortado. Nada foi enviado. {why}" | "The access was cut off. Nothing was mailed. {why}";
    portal_send: "Regenerar y enviar" | "Gerar e enviar" | "Make and send";
    portal_mailed(address: &str): "El acceso al portal va en camino a {address}." | "O acesso ao portal está a caminho de {address}." | "The access to the portal is on its way to {address}.";
    portal_filed(address: &str, folder: &str): "El e-mail para {address} no sale de este equipo: se guarda como archivo en {folder}." | "O e-mail para {address} não sai desta máquina: é guardado como arquivo em {folder}." | "The mail to {address} does not leave this machine: it is kept as a file in {folder}.";
    portal_not_leaving(folder: &str): "El e-mail no sale de este equipo: el mensaje se guarda como archivo en {folder} y se borra cuando vence." | "O e-mail não sai desta máquina: a mensagem é guardada como arquivo em {folder} e apagada quando expira." | "Mail does not leave this machine: the message is kept as a file in {folder} and deleted when it expires.";
    portal_not_leaving_short: "El e-mail no sale de este equipo." | "O e-mail não sai desta máquina." | "Mail does not leave this machine.";
    portal_off: "El portal de clientes está cerrado." | "O portal do cliente está fechado." | "The customers' portal is closed.";
    portal_off_open: "Abrirlo en Configuración" | "Abri-lo em Configurações" | "Open it in the settings";
    portal_no_email: "El cliente no tiene e-mail de contacto, y solo a esa dirección se envía." | "O cliente não tem e-mail de contato, e só a esse endereço se envia." | "The customer has no contact e-mail, and it is sent to that address only.";
    portal_add_email: "Agregar el e-mail" | "Adicionar o e-mail" | "Add the e-mail";
    portal_not_served: "El cliente no está activo, así que no ingresa al portal. Actívelo primero." | "O cliente não está ativo, por isso não entra no portal. Ative-o primeiro." | "The customer is not active and so does not enter the portal. Activate it first.";
    portal_archived: "El cliente está archivado, así que no ingresa al portal. Restáurelo primero." | "O cliente está arquivado, por isso não entra no portal. Restaure-o primeiro." | "The customer is archived and so does not enter the portal. Restore it first.";
    portal_disabled_text: "Alguien le quitó el acceso al portal. Devuélvaselo primero." | "Alguém removeu seu acesso ao portal. Restaure-o primeiro." | "Somebody removed its access to the portal. Restore it first.";
    portal_mail_exposed: "El correo saldría sin cifrar (tls=none) y cualquiera en el camino podría leerlo, así que no se envía. Quien administra el servidor puede corregirlo." | "O e-mail sairia sem criptografia (tls=none) e qualquer um no caminho poderia lê-lo, por isso não é enviado. Quem administra o servidor pode corrigi-lo." | "The mail would leave unencrypted (tls=none) and anybody on its way could read it, so it is not sent. Whoever runs the server can mend that.";
    portal_was_too_often: "Ya se le había enviado hacía poco: así nadie llena su buzón." | "Já havia sido enviado pouco antes: assim ninguém enche sua caixa." | "It had been sent a moment before, so that nobody fills the mailbox.";
    portal_too_often(minutes: i64): "Ya se le envió hace poco. Puede pedirlo de nuevo en {minutes} min; así nadie llena su buzón." | "Já foi enviado há pouco. Você pode pedir de novo em {minutes} min; assim ninguém enche sua caixa." | "It was sent a moment ago. You can ask again in {minutes} min, so that nobody fills the mailbox.";

    portal_bulk_text: "En lugar de cambiar campos, puede enviar a cada uno de estos clientes una forma nueva de ingresar al portal. Antes se muestra a quiénes." | "Em vez de mudar campos, você pode enviar a cada um destes clientes uma forma nova de entrar no portal. Antes se mostra a quem." | "Instead of changing fields you can mail each of these customers a new way into the portal. You see to whom before.";
    portal_bulk_open: "Regenerar contraseñas…" | "Gerar novas senhas…" | "New passwords…";
    portal_bulk_title: "Regenerar contraseñas del portal" | "Gerar novas senhas do portal" | "New portal passwords";
    portal_bulk_draft: "Revise antes de enviar" | "Revise antes de enviar" | "Review before sending";
    portal_bulk_running: "Enviando contraseñas" | "Enviando senhas" | "Sending passwords";
    portal_bulk_done: "Contraseñas enviadas" | "Senhas enviadas" | "Passwords sent";
    portal_bulk_made: "Contraseñas generadas" | "Senhas geradas" | "Passwords made";
    portal_bulk_would: "recibirán un e-mail" | "receberão um e-mail" | "will get a mail";
    portal_bulk_would_not: "no pueden recibirlo" | "não podem recebê-lo" | "cannot get one";
    portal_bulk_did: "e-mails en camino" | "e-mails a caminho" | "mails on their way";
    portal_bulk_filed: "e-mails guardados en archivos" | "e-mails guardados em arquivos" | "mails kept in files";
    portal_bulk_did_not: "no se les envió" | "não foi enviado" | "were sent none";
    portal_bulk_whom: "A quiénes" | "A quem" | "To whom";
    portal_bulk_refused: "No pueden recibirlo" | "Não podem recebê-lo" | "Cannot get one";
    portal_bulk_skipped: "No se les envió" | "Não foi enviado" | "Were sent none";
    portal_bulk_confirm_one: "Regenerar y enviar a 1 cliente" | "Gerar e enviar a 1 cliente" | "Make and send to 1 customer";
    portal_bulk_confirm(n: &str): "Regenerar y enviar a {n} clientes" | "Gerar e enviar a {n} clientes" | "Make and send to {n} customers";
    portal_bulk_no_undo: "No se puede deshacer: los e-mails salen." | "Não pode ser desfeito: os e-mails saem." | "It cannot be undone: the mails leave.";
    portal_bulk_stop_hint: "Si lo detiene, lo que ya se envió queda enviado." | "Se parar, o que já foi enviado fica enviado." | "If you stop it, what was sent stays sent.";
    portal_bulk_stopped: "No se envió nada" | "Nada foi enviado" | "Nothing was sent";
    portal_bulk_stop_ignored(names: &str): "El filtro tiene partes que no se entienden ({names}): se enviarían contraseñas a más clientes de los que quiere. Corríjalo en la lista." | "O filtro tem partes que não se entendem ({names}): seriam enviadas senhas a mais clientes do que quer. Corrija-o na lista." | "The filter has parts that are not understood ({names}): more customers than you mean would be mailed a password. Correct it in the list.";
    portal_bulk_nobody: "Ninguno de estos clientes puede recibirlo ahora." | "Nenhum destes clientes pode recebê-lo agora." | "None of these customers can get one now.";

    portal_state: "Acceso" | "Acesso" | "Access";
    portal_state_none: "Sin acceso todavía" | "Ainda sem acesso" | "No access yet";
    portal_state_invited: "Invitado" | "Convidado" | "Invited";
    portal_state_active: "Activo" | "Ativo" | "Active";
    portal_state_shut: "No puede entrar: el cliente no está activo" | "Não pode entrar: o cliente não está ativo" | "Cannot enter: the customer is not active";
    portal_state_disabled: "Acceso quitado" | "Acesso removido" | "Access removed";
    portal_names: "Ingresa con" | "Entra com" | "Signs in with";
    portal_last_sign_in: "Último ingreso" | "Última entrada" | "Last sign-in";
    portal_never: "Nunca ingresó" | "Nunca entrou" | "Never signed in";
    portal_mail: "Último envío" | "Último envio" | "Last mail";
    portal_mail_queued(when: &str): "En cola, {when}" | "Na fila, {when}" | "Queued, {when}";
    portal_mail_sent(when: &str): "Enviado, {when}" | "Enviado, {when}" | "Sent, {when}";
    portal_mail_filed(when: &str): "Guardado en un archivo, {when}" | "Guardado em um arquivo, {when}" | "Written to a file, {when}";
    portal_mail_failed(when: &str): "Falló, {when}" | "Falhou, {when}" | "Failed, {when}";
    portal_mail_cancelled(when: &str): "Anulado, {when}" | "Anulado, {when}" | "Cancelled, {when}";
    portal_mail_again: "Enviar de nuevo" | "Enviar de novo" | "Send again";
    portal_remove: "Quitar acceso" | "Remover acesso" | "Remove access";
    portal_remove_title(name: &str): "Quitar a {name} el acceso al portal" | "Remover o acesso de {name} ao portal" | "Remove {name}’s access to the portal";
    portal_remove_text: "Sus sesiones se cierran ahora, lo que se le haya enviado deja de servir y no puede volver a ingresar hasta que se le devuelva el acceso. Sus datos no cambian." | "Suas sessões são encerradas agora, o que foi enviado deixa de valer e não pode entrar de novo até que o acesso seja restaurado. Seus dados não mudam." | "Its sessions end now, what was mailed stops working, and it cannot sign in until access is restored. Its data does not change.";
    portal_removed: "Se le quitó el acceso al portal." | "O acesso ao portal foi removido." | "The access to the portal was removed.";
    portal_return: "Devolver acceso" | "Restaurar acesso" | "Restore access";
    portal_returned: "Se le devolvió el acceso al portal." | "O acesso ao portal foi restaurado." | "The access to the portal was restored.";
}
