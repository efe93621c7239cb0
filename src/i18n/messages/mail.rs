//! Texts of the letters, and of the screen on which administrators see what was sent.

use crate::messages;

messages! {
    mail_greeting(name: &str): "Hola, {name}:" | "Olá, {name}:" | "Hello {name},";
    mail_greeting_nobody: "Hola:" | "Olá:" | "Hello,";
    mail_automatic: "Este mensaje se envió automáticamente. No responda a esta dirección." | "Esta mensagem foi enviada automaticamente. Não responda a este endereço." | "This message was sent automatically. Please do not answer to this address.";
    mail_not_you: "Si no fue usted, avise de inmediato a quien administra el panel." | "Se não foi você, avise imediatamente quem administra o painel." | "If this was not you, tell an administrator of the panel at once.";
    mail_link_ends(when: &str): "El enlace sirve una sola vez y vence el {when}." | "O link vale uma única vez e expira em {when}." | "The link works once and ends on {when}.";
    mail_link_is_yours: "Es personal: nadie de su organización se lo pedirá. No reenvíe este mensaje." | "É pessoal: ninguém da sua organização vai pedi-lo. Não reencaminhe esta mensagem." | "It is yours alone: nobody of your organisation will ask you for it. Do not forward this message.";
    mail_link_unasked: "Si no lo pidió, ignore este mensaje: su contraseña sigue siendo la misma. Nadie le pedirá este enlace." | "Se não foi você quem pediu, ignore esta mensagem: sua senha continua a mesma. Ninguém vai pedir este link." | "If you did not ask for it, ignore this message: your password stays the same. Nobody will ask you for this link.";

    mail_entry: "Correo" | "E-mail" | "Mail";
    mail_entry_lead: "Cómo sale el correo del panel, y qué se envió a quién." | "Como sai o e-mail do painel, e o que foi enviado a quem." | "How mail leaves the panel, and what was sent to whom.";
    mail_way: "Cómo sale" | "Como sai" | "How it leaves";
    mail_server: "Servidor" | "Servidor" | "Server";
    mail_from: "Remitente" | "Remetente" | "Sender";
    mail_security: "Conexión" | "Conexão" | "Connection";
    mail_security_tls: "Cifrada (TLS)" | "Criptografada (TLS)" | "Encrypted (TLS)";
    mail_security_starttls: "Cifrada (STARTTLS obligatorio)" | "Criptografada (STARTTLS obrigatório)" | "Encrypted (STARTTLS required)";
    mail_security_plain: "Sin cifrar" | "Sem criptografia" | "Not encrypted";
    mail_not_leaving(folder: &str): "El correo no sale de este equipo: falta indicar un servidor en PADRON_SMTP_URL. Mientras tanto, cada mensaje se guarda como archivo en {folder}." | "O e-mail não sai desta máquina: falta indicar um servidor em PADRON_SMTP_URL. Enquanto isso, cada mensagem é guardada como arquivo em {folder}." | "Mail does not leave this machine: no server is named in PADRON_SMTP_URL. Meanwhile each message is kept as a file in {folder}.";
    mail_test_send: "Enviar correo de prueba" | "Enviar e-mail de teste" | "Send a test mail";
    mail_test_queued(email: &str): "El correo de prueba para {email} está en camino. Su resultado aparece en el registro." | "O e-mail de teste para {email} está a caminho. O resultado aparece no registro." | "The test mail to {email} is on its way. What becomes of it shows in the log.";
    mail_log: "Registro" | "Registro" | "Log";
    mail_log_empty: "Todavía no hay correos" | "Ainda não há e-mails" | "There are no mails yet";
    mail_log_empty_text: "Aquí aparece cada mensaje que el panel envía." | "Aqui aparece cada mensagem que o painel envia." | "Every message that the panel sends shows up here.";
    mail_log_none: "Ningún correo en este estado." | "Nenhum e-mail nesta situação." | "No mail in this state.";
    mail_all: "Todos" | "Todos" | "All";
    mail_queued: "En espera" | "Em espera" | "Waiting";
    mail_sending: "Enviando" | "Enviando" | "Sending";
    mail_sent: "Enviado" | "Enviado" | "Sent";
    mail_failed: "No enviado" | "Não enviado" | "Not sent";
    mail_cancelled: "Anulado" | "Anulado" | "Cancelled";
    mail_message: "Mensaje" | "Mensagem" | "Message";
    mail_state: "Estado" | "Situação" | "State";
    mail_next_try(when: &str): "Nuevo intento: {when}" | "Nova tentativa: {when}" | "Next try: {when}";
    mail_expired: "Venció antes de que el servidor lo aceptara." | "Expirou antes que o servidor o aceitasse." | "It expired before the server took it.";
    mail_retry: "Reintentar" | "Tentar de novo" | "Try again";
    mail_retry_to(email: &str): "Reintentar el envío a {email}" | "Tentar de novo o envio para {email}" | "Try again to send to {email}";
    mail_retried: "El correo vuelve a la cola de envío." | "O e-mail volta à fila de envio." | "The mail is queued again.";
    mail_older: "Más antiguos" | "Mais antigos" | "Older";
    mail_newest: "Más recientes" | "Mais recentes" | "Newest";

    mail_test_title: "Correo de prueba" | "E-mail de teste" | "Test mail";
    mail_test_lead: "Si lee esto, el panel puede enviar correo." | "Se você está lendo isto, o painel consegue enviar e-mail." | "If you read this, the panel can send mail.";
    mail_password_changed_title: "Su contraseña cambió" | "Sua senha mudou" | "Your password changed";
    mail_password_changed_lead(account: &str, when: &str): "La contraseña de la cuenta {account} cambió el {when}. Las sesiones abiertas en otros lugares se cerraron." | "A senha da conta {account} mudou em {when}. As sessões abertas em outros lugares foram encerradas." | "The password of the account {account} changed on {when}. Sessions that were open elsewhere have ended.";
    mail_second_factor_on_title: "Se activó el segundo factor" | "O segundo fator foi ativado" | "The second factor was turned on";
    mail_second_factor_on_lead(account: &str, when: &str): "La cuenta {account} pide un código además de la contraseña desde el {when}." | "A conta {account} pede um código além da senha desde {when}." | "The account {account} asks for a code besides the password since {when}.";
    mail_second_factor_off_title: "Se desactivó el segundo factor" | "O segundo fator foi desativado" | "The second factor was turned off";
    mail_second_factor_off_lead(account: &str, when: &str): "La cuenta {account} ya no pide un código además de la contraseña desde el {when}." | "A conta {account} não pede mais um código além da senha desde {when}." | "The account {account} no longer asks for a code besides the password since {when}.";
    mail_password_link_title: "Elija su contraseña" | "Escolha sua senha" | "Choose your password";
    mail_password_link_lead(account: &str): "Quien administra el panel creó este enlace para que elija la contraseña de la cuenta {account}." | "Quem administra o painel criou este link para que você escolha a senha da conta {account}." | "An administrator of the panel made this link, by which you choose the password of the account {account}.";
    mail_password_forgotten_title: "Su enlace para cambiar la contraseña" | "Seu link para mudar a senha" | "Your link to change the password";
    mail_password_forgotten_lead(account: &str): "Alguien pidió en el panel un enlace para elegir otra contraseña de la cuenta {account}." | "Alguém pediu no painel um link para escolher outra senha da conta {account}." | "Somebody asked in the panel for a link to choose another password for the account {account}.";
    mail_portal_password_title: "Su acceso al portal de clientes" | "Seu acesso ao portal do cliente" | "Your access to the customers' portal";
    mail_portal_password_lead(company: &str, account: &str): "{company} le envía una contraseña temporal para ingresar al portal con {account}. Al ingresar elige una contraseña propia. También puede elegirla directamente con el enlace." | "{company} envia uma senha temporária para você entrar no portal com {account}. Ao entrar você escolhe uma senha própria. Também pode escolhê-la diretamente pelo link." | "{company} sends you a temporary password to sign in to the portal with {account}. When you sign in you choose a password of your own. You can also choose it directly by the link.";
    mail_portal_link_lead(company: &str, account: &str): "{company} le envía un enlace para que elija su contraseña del portal. Después ingresa con {account}." | "{company} envia um link para você escolher sua senha do portal. Depois você entra com {account}." | "{company} sends you a link to choose your password of the portal. Afterwards you sign in with {account}.";
    mail_portal_code: "Contraseña temporal" | "Senha temporária" | "Temporary password";
    mail_portal_code_where(address: &str): "La contraseña temporal se escribe en {address}; mayúsculas y guiones no cuentan." | "A senha temporária é digitada em {address}; maiúsculas e hífens não contam." | "The temporary password is typed at {address}; capitals and dashes do not matter.";
    mail_portal_code_ends(when: &str): "La contraseña temporal y el enlace sirven una sola vez, uno u otro, y vencen el {when}." | "A senha temporária e o link valem uma única vez, um ou outro, e expiram em {when}." | "The temporary password and the link work once, one or the other, and end on {when}.";
    mail_portal_nobody_asks(company: &str): "Son personales: nadie de {company} se los pedirá, ni por teléfono ni por mensaje. No reenvíe este correo." | "São pessoais: ninguém da {company} vai pedi-los, nem por telefone nem por mensagem. Não reencaminhe este e-mail." | "They are yours alone: nobody of {company} will ask you for them, neither by phone nor by message. Do not forward this mail.";
    mail_portal_unexpected(company: &str): "Si no esperaba este correo, no use su contenido y avise a {company}." | "Se não esperava este e-mail, não use seu conteúdo e avise a {company}." | "If you did not expect this mail, do not use what is in it and tell {company}.";
    mail_portal_forgotten_title: "Su enlace para el portal de clientes" | "Seu link para o portal do cliente" | "Your link to the customers' portal";
    mail_portal_forgotten_lead(company: &str, account: &str): "Alguien pidió un enlace para elegir otra contraseña del portal de {company}, en la cuenta {account}." | "Alguém pediu um link para escolher outra senha do portal da {company}, na conta {account}." | "Somebody asked for a link to choose another password for the portal of {company}, for the account {account}.";
    mail_portal_password_changed_kind: "Contraseña del portal cambiada" | "Senha do portal mudada" | "Password of the portal changed";
    mail_portal_password_changed_lead(company: &str, account: &str, when: &str): "Su contraseña del portal de {company} fue cambiada el {when}, en la cuenta {account}. Las demás sesiones se cerraron." | "Sua senha do portal da {company} foi mudada em {when}, na conta {account}. As demais sessões foram encerradas." | "Your password of the portal of {company} was changed on {when}, for the account {account}. All other sessions have ended.";
    mail_portal_email_changed_title: "El e-mail de su cuenta cambió" | "O e-mail da sua conta mudou" | "The e-mail of your account changed";
    mail_portal_email_changed_lead(company: &str, when: &str): "El e-mail con el que ingresa al portal de {company} cambió el {when}." | "O e-mail com que você entra no portal da {company} mudou em {when}." | "The e-mail by which you sign in to the portal of {company} changed on {when}.";
    mail_portal_not_you(company: &str): "Si no lo esperaba, avise de inmediato a {company}." | "Se não esperava isso, avise imediatamente a {company}." | "If you did not expect this, tell {company} at once.";
    mail_export_ready_title: "Su exportación está lista" | "Sua exportação está pronta" | "Your export is ready";
    mail_export_ready_lead(rows: &str, whom: &str): "El archivo tiene {rows} clientes: {whom}." | "O arquivo tem {rows} clientes: {whom}." | "The file has {rows} customers: {whom}.";
    mail_export_until(until: &str): "Para descargarlo, ingrese con su cuenta. El archivo se borra: {until}." | "Para baixá-lo, entre com a sua conta. O arquivo é apagado: {until}." | "Sign in with your account to download it. The file is deleted: {until}.";
    mail_export_fetch: "Descargar el archivo" | "Baixar o arquivo" | "Download the file";
    mail_export_failed_title: "Su exportación no se pudo hacer" | "Sua exportação não pôde ser feita" | "Your export could not be made";
    mail_export_failed_lead(whom: &str): "Se pidió exportar: {whom}." | "Foi pedido exportar: {whom}." | "What was asked for: {whom}.";
}
