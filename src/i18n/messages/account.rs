//! Texts of what members keep for themselves.

use crate::messages;

messages! {
    account_profile: "Datos y preferencias" | "Dados e preferências" | "Data and preferences";
    account_saved: "Sus datos quedaron guardados." | "Seus dados foram salvos." | "Your data was saved.";
    account_name: "Nombre" | "Nome" | "Name";
    account_email_hint: "Con este e-mail ingresa. Lo cambia quien administra el panel." | "Com este e-mail você entra. Quem administra o painel pode mudá-lo." | "You sign in with this e-mail. An administrator of the panel can change it.";
    account_language_of_organisation: "El de la organización" | "O da organização" | "The organisation's";
    account_scheme_wrong: "Elija una opción de la lista." | "Escolha uma opção da lista." | "Choose an option from the list.";
    account_density: "Densidad de las listas" | "Densidade das listas" | "Density of lists";
    density_comfortable: "Cómoda" | "Confortável" | "Comfortable";
    density_compact: "Compacta" | "Compacta" | "Compact";
    account_shortcuts: "Atajos de una sola tecla" | "Atalhos de uma só tecla" | "Single-key shortcuts";
    account_shortcuts_hint: "Como / para buscar o J y K para recorrer una lista." | "Como / para buscar ou J e K para percorrer uma lista." | "Such as / to search, or J and K to walk through a list.";
    account_password_lead: "Al cambiarla se cierran sus demás sesiones." | "Ao mudá-la, suas outras sessões são encerradas." | "Changing it closes your other sessions.";
    account_password_current: "Contraseña actual" | "Senha atual" | "Current password";
    account_password_wrong: "No es su contraseña actual." | "Não é sua senha atual." | "This is not your current password.";
    account_password_blocked: "Hubo demasiados intentos. Espere diez minutos y vuelva a intentar." | "Houve tentativas demais. Espere dez minutos e tente de novo." | "There were too many tries. Wait ten minutes and try again.";
    account_password_same: "Es la misma que tenía. Elija otra." | "É a mesma que você tinha. Escolha outra." | "It is the one you had. Choose another.";
    account_password_changed: "Contraseña cambiada. Sus demás sesiones se cerraron." | "Senha alterada. Suas outras sessões foram encerradas." | "Password changed. Your other sessions were closed.";
    account_password_change: "Cambiar la contraseña" | "Mudar a senha" | "Change the password";
    second_factor: "Segundo factor" | "Segundo fator" | "Second factor";
    second_factor_lead: "Además de la contraseña, el panel pide un código que cambia cada medio minuto en su teléfono. Quien conozca solo su contraseña no podrá ingresar." | "Além da senha, o painel pede um código que muda a cada meio minuto no seu telefone. Quem souber apenas sua senha não conseguirá entrar." | "Besides the password, the panel asks for a code that changes every half minute on your phone. Whoever knows only your password cannot sign in.";
    second_factor_required: "Su organización pide un segundo factor a todo el personal. Actívelo para continuar." | "Sua organização pede um segundo fator a toda a equipe. Ative-o para continuar." | "Your organisation asks all staff for a second factor. Turn it on to continue.";
    second_factor_scan: "Lea este código con su aplicación de autenticación" | "Leia este código com seu aplicativo autenticador" | "Scan this code with your authenticator app";
    second_factor_by_hand: "O escriba esta clave en la aplicación:" | "Ou digite esta chave no aplicativo:" | "Or type this key into the app:";
    second_factor_confirm: "Código que muestra la aplicación" | "Código que o aplicativo mostra" | "Code that the app shows";
    second_factor_wrong: "El código no coincide. Revise la hora del teléfono y escriba el código actual." | "O código não confere. Revise a hora do telefone e digite o código atual." | "The code does not match. Check the phone's clock and type the present code.";
    second_factor_turn_on: "Activar" | "Ativar" | "Turn on";
    second_factor_is_on: "El segundo factor está activo" | "O segundo fator está ativo" | "The second factor is on";
    second_factor_codes_left(n: i64): "Códigos de recuperación sin usar: {n}" | "Códigos de recuperação não usados: {n}" | "Recovery codes not used: {n}";
    second_factor_turn_off: "Desactivar el segundo factor" | "Desativar o segundo fator" | "Turn the second factor off";
    second_factor_off: "El segundo factor quedó desactivado." | "O segundo fator foi desativado." | "The second factor was turned off.";
    second_factor_renew_hint: "Para tener códigos de recuperación nuevos, desactívelo y vuelva a activarlo." | "Para ter códigos de recuperação novos, desative-o e ative-o de novo." | "To get new recovery codes, turn it off and on again.";
    recovery_codes: "Códigos de recuperación" | "Códigos de recuperação" | "Recovery codes";
    recovery_codes_lead: "Guárdelos donde no dependa del teléfono. Cada uno sirve una vez, y no se volverán a mostrar." | "Guarde-os onde não dependa do telefone. Cada um vale uma vez, e não serão mostrados de novo." | "Keep them where you do not depend on the phone. Each works once, and they will not be shown again.";
    recovery_codes_kept: "Ya los guardé" | "Já os guardei" | "I have kept them";
    sessions_lead: "Dónde está abierta su cuenta. Cierre lo que no reconozca y cambie su contraseña." | "Onde sua conta está aberta. Encerre o que não reconhecer e mude sua senha." | "Where your account is open. Close what you do not know and change your password.";
    sessions_device: "Navegador" | "Navegador" | "Browser";
    sessions_address: "Dirección" | "Endereço" | "Address";
    sessions_opened: "Abierta" | "Aberta" | "Opened";
    sessions_used: "Último uso" | "Último uso" | "Last used";
    sessions_this: "Esta sesión" | "Esta sessão" | "This session";
    sessions_unknown: "Navegador desconocido" | "Navegador desconhecido" | "Unknown browser";
    sessions_close(device: &str): "Cerrar la sesión de {device}" | "Encerrar a sessão de {device}" | "Close the session of {device}";
    sessions_close_others: "Cerrar las demás" | "Encerrar as outras" | "Close the others";
    sessions_closed: "Sesión cerrada." | "Sessão encerrada." | "Session closed.";
    sessions_others_closed(n: usize): "Sesiones cerradas: {n}" | "Sessões encerradas: {n}" | "Sessions closed: {n}";
    actions: "Acciones" | "Ações" | "Actions";
}
