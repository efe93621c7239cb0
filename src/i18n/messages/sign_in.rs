//! Texts of getting in and out.

use crate::messages;

messages! {
    account_email: "E-mail" | "E-mail" | "E-mail";
    account_password: "Contraseña" | "Senha" | "Password";
    sign_in: "Ingresar" | "Entrar" | "Sign in";
    sign_in_lead: "Use la cuenta que le asignó su organización." | "Use a conta que sua organização lhe deu." | "Use the account that your organisation gave you.";
    sign_in_failed: "No pudimos abrir la sesión" | "Não foi possível abrir a sessão" | "We could not sign you in";
    sign_in_refused: "El e-mail o la contraseña no coinciden. Revise ambos y vuelva a intentar." | "O e-mail ou a senha não conferem. Revise os dois e tente de novo." | "The e-mail or the password does not match. Check both and try again.";
    sign_in_blocked(minutes: i64): "Hubo demasiados intentos. Espere {minutes} min y vuelva a intentar." | "Houve tentativas demais. Espere {minutes} min e tente de novo." | "There were too many tries. Wait {minutes} min and try again.";
    sign_in_unsaved: "Su sesión se había cerrado, así que lo último que envió no se guardó. Ingrese para volver a esa página y escribirlo otra vez." | "Sua sessão havia sido encerrada, por isso o último envio não foi salvo. Entre para voltar a essa página e digitar de novo." | "Your session had ended, so what you sent last was not saved. Sign in to go back to that page and type it again.";
    sign_in_type_again: "Su sesión se había cerrado antes de guardar. Escriba otra vez lo que envió." | "Sua sessão havia sido encerrada antes de salvar. Digite de novo o que enviou." | "Your session had ended before it was saved. Type again what you sent.";
    sign_in_remember: "Mantener la sesión" | "Manter a sessão" | "Stay signed in";
    sign_in_forgotten: "Si olvidó su contraseña, pida un enlace nuevo a quien administra el panel." | "Se esqueceu sua senha, peça um link novo a quem administra o painel." | "If you forgot your password, ask an administrator of the panel for a new link.";
    forgotten_title: "Olvidé mi contraseña" | "Esqueci minha senha" | "I forgot my password";
    forgotten_lead: "Escriba el e-mail de su cuenta. Le enviaremos un enlace para elegir otra contraseña." | "Digite o e-mail da sua conta. Enviaremos um link para escolher outra senha." | "Type the e-mail of your account. We will send you a link to choose another password.";
    forgotten_send: "Enviar el enlace" | "Enviar o link" | "Send the link";
    forgotten_sent(email: &str): "Si {email} es de una cuenta activa, le llegará un enlace que sirve durante una hora. Revise también el correo no deseado." | "Se {email} for de uma conta ativa, chegará um link que vale por uma hora. Verifique também o spam." | "If {email} belongs to an active account, a link that works for one hour will arrive. Look into your junk mail too.";
    forgotten_filed(email: &str): "Este panel todavía no envía e-mails. Si {email} es de una cuenta activa, el enlace quedó en un archivo del equipo: pídaselo a quien lo administra." | "Este painel ainda não envia e-mail. Se {email} for de uma conta ativa, o link ficou em um arquivo da máquina: peça-o a quem a administra." | "This panel does not send mail yet. If {email} belongs to an active account, the link was kept in a file on the machine: ask whoever runs it.";
    forgotten_without_mail: "Este panel todavía no envía e-mails." | "Este painel ainda não envia e-mail." | "This panel does not send mail yet.";
    forgotten_back: "Volver a ingresar" | "Voltar à entrada" | "Back to sign in";
    account_language: "Idioma" | "Idioma" | "Language";
    second_step: "Segundo paso" | "Segunda etapa" | "Second step";
    second_step_lead: "Escriba el código de seis cifras de su aplicación de autenticación, o uno de sus códigos de recuperación." | "Digite o código de seis dígitos do seu aplicativo autenticador, ou um dos seus códigos de recuperação." | "Type the six-digit code of your authenticator app, or one of your recovery codes.";
    second_step_code: "Código" | "Código" | "Code";
    second_step_refused: "El código no es válido o ya se usó. Espere el siguiente y vuelva a intentar." | "O código não é válido ou já foi usado. Espere o próximo e tente de novo." | "The code is not valid or was used before. Wait for the next one and try again.";
    second_step_other: "Ingresar con otra cuenta" | "Entrar com outra conta" | "Sign in with another account";
    setup: "Preparar el panel" | "Preparar o painel" | "Set up the panel";
    setup_lead: "Nombre su organización y cree la primera cuenta de administrador. El enlace que lo trajo aquí deja de servir al terminar." | "Dê nome à sua organização e crie a primeira conta de administrador. O link que o trouxe aqui deixa de valer ao terminar." | "Name your organisation and create the first administrator account. The link that brought you here stops working afterwards.";
    setup_organisation: "Organización" | "Organização" | "Organisation";
    setup_country: "País" | "País" | "Country";
    setup_country_hint: "De él toma la moneda, la zona horaria y los formatos. Se pueden cambiar después." | "Dele vêm a moeda, o fuso horário e os formatos. Podem ser mudados depois." | "Currency, time zone and formats follow from it. They can be changed later.";
    setup_country_missing: "Elija un país de la lista." | "Escolha um país da lista." | "Choose a country from the list.";
    setup_your_name: "Su nombre" | "Seu nome" | "Your name";
    setup_create: "Crear la cuenta e ingresar" | "Criar a conta e entrar" | "Create the account and sign in";
    password_choose: "Elegir la contraseña" | "Escolher a senha" | "Choose the password";
    password_choose_lead(email: &str): "Para la cuenta {email}. El enlace sirve una sola vez." | "Para a conta {email}. O link vale uma única vez." | "For the account {email}. The link works once.";
    password_new: "Contraseña nueva" | "Senha nova" | "New password";
    password_hint(n: usize): "{n} caracteres o más. Una frase de varias palabras es fácil de recordar." | "{n} caracteres ou mais. Uma frase de várias palavras é fácil de lembrar." | "{n} characters or more. A phrase of several words is easy to remember.";
    password_save: "Guardar la contraseña" | "Salvar a senha" | "Save the password";
    password_set: "Contraseña guardada. Ya puede ingresar con ella." | "Senha salva. Você já pode entrar com ela." | "Password saved. You can sign in with it now.";
    password_too_short(n: usize): "Es corta: use {n} caracteres o más." | "É curta: use {n} caracteres ou mais." | "It is short: use {n} characters or more.";
    password_too_long(n: usize): "Es larga: use {n} caracteres como máximo." | "É longa: use no máximo {n} caracteres." | "It is long: use {n} characters at most.";
    password_too_common: "Es fácil de adivinar: evite palabras comunes, secuencias, años y los nombres de la organización o el suyo." | "É fácil de adivinhar: evite palavras comuns, sequências, anos e os nomes da organização ou o seu." | "It is easy to guess: avoid common words, sequences, years and the names of the organisation or yours.";
    password_show: "Ver la contraseña" | "Ver a senha" | "Show the password";
    password_hide: "Ocultar la contraseña" | "Ocultar a senha" | "Hide the password";
    member_name_missing: "Escriba un nombre." | "Digite um nome." | "Type a name.";
    member_name_too_long: "Es largo: use 100 caracteres como máximo." | "É longo: use no máximo 100 caracteres." | "It is long: use 100 characters at most.";
    member_email_wrong: "Escriba un e-mail completo, por ejemplo ana@empresa.com." | "Digite um e-mail completo, por exemplo ana@empresa.com." | "Type a complete e-mail, for example ana@company.com.";
    role_missing: "Elija un rol." | "Escolha um perfil." | "Choose a role.";
    role_admin: "Administrador" | "Administrador" | "Administrator";
    role_billing: "Facturación" | "Faturamento" | "Billing";
    role_sales: "Ventas" | "Vendas" | "Sales";
    role_collector: "Recaudador" | "Cobrador" | "Collector";
    role_support: "Soporte" | "Suporte" | "Support";
    role_viewer: "Solo lectura" | "Somente leitura" | "Read only";
}
