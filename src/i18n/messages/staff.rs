//! Texts of the screens on which administrators keep members.

use crate::messages;

messages! {
    staff_lead: "Quién puede ingresar al panel y qué puede hacer." | "Quem pode entrar no painel e o que pode fazer." | "Who may sign in to the panel and what they may do.";
    staff_add: "Agregar a alguien" | "Adicionar alguém" | "Add somebody";
    staff_add_lead: "Se creará un enlace de un solo uso para que elija su contraseña. Entrégueselo por un medio seguro." | "Será criado um link de uso único para que escolha sua senha. Entregue-o por um meio seguro." | "A link that works once will be made, by which they choose their password. Hand it over by a safe way.";
    staff_name: "Nombre" | "Nome" | "Name";
    staff_role: "Rol" | "Perfil" | "Role";
    staff_state: "Estado" | "Estado" | "State";
    staff_last_sign_in: "Último ingreso" | "Último acesso" | "Last sign-in";
    staff_never: "Nunca ingresó" | "Nunca entrou" | "Never signed in";
    staff_active: "Activo" | "Ativo" | "Active";
    staff_disabled: "Desactivado" | "Desativado" | "Disabled";
    staff_has_second_factor: "Con segundo factor" | "Com segundo fator" | "With second factor";
    staff_you: "Usted" | "Você" | "You";
    staff_sees: "Clientes que ve" | "Clientes que vê" | "Customers they see";
    staff_sees_usual: "Lo usual del rol (Recaudador: solo los suyos)" | "O usual da função (Cobrador: somente os seus)" | "As usual for the role (Collector: own only)";
    staff_sees_all: "Todos los clientes" | "Todos os clientes" | "All customers";
    staff_own_only: "Solo sus propios clientes" | "Somente seus próprios clientes" | "Own customers only";
    staff_own_only_hint: "Vale para Ventas y Recaudador: ve los clientes que creó y los de su vendedor o recaudador." | "Vale para Vendas e Cobrador: vê os clientes que criou e os do seu vendedor ou cobrador." | "For Sales and Collector: they see the customers they created and those of their seller or collector.";
    staff_email_taken: "Otra cuenta ya usa este e-mail." | "Outra conta já usa este e-mail." | "Another account has this e-mail.";
    staff_last_admin: "Es la última cuenta de administrador activa: el panel quedaría sin quien lo administre." | "É a última conta de administrador ativa: o painel ficaria sem quem o administre." | "This is the last active administrator account: nobody could run the panel.";
    staff_not_oneself: "No puede desactivar su propia cuenta." | "Você não pode desativar sua própria conta." | "You cannot disable your own account.";
    staff_saved(name: &str): "Los datos de {name} quedaron guardados." | "Os dados de {name} foram salvos." | "The data of {name} was saved.";
    staff_disable: "Desactivar la cuenta" | "Desativar a conta" | "Disable the account";
    staff_disable_lead: "No podrá ingresar y sus sesiones se cierran al instante. Lo que hizo queda en el historial, y puede volver a activarla cuando quiera." | "Não poderá entrar e suas sessões são encerradas na hora. O que fez fica no histórico, e você pode ativá-la de novo quando quiser." | "They cannot sign in and their sessions end at once. What they did stays in the history, and you can enable the account again at any time.";
    staff_enable: "Activar la cuenta" | "Ativar a conta" | "Enable the account";
    staff_enable_lead: "Podrá volver a ingresar con su contraseña." | "Poderá entrar de novo com sua senha." | "They can sign in again with their password.";
    staff_was_disabled(name: &str): "La cuenta de {name} quedó desactivada." | "A conta de {name} foi desativada." | "The account of {name} was disabled.";
    staff_was_enabled(name: &str): "La cuenta de {name} quedó activa." | "A conta de {name} foi ativada." | "The account of {name} was enabled.";
    staff_link_make: "Crear un enlace" | "Criar um link" | "Make a link";
    staff_link: "Enlace para elegir la contraseña" | "Link para escolher a senha" | "Link to choose the password";
    staff_link_lead(name: &str): "Entregue este enlace a {name} por un medio seguro. Sirve una sola vez, vence en 24 horas y no se volverá a mostrar." | "Entregue este link a {name} por um meio seguro. Vale uma única vez, expira em 24 horas e não será mostrado de novo." | "Hand this link to {name} by a safe way. It works once, ends in 24 hours and will not be shown again.";
    staff_link_mailed(email: &str): "También se envió a {email}. Si ese servidor de correo lo rechaza, el enlace deja de servir y hay que crear otro." | "Também foi enviado para {email}. Se esse servidor de e-mail o recusar, o link deixa de valer e é preciso criar outro." | "It was also sent to {email}. If that mail server refuses it, the link stops working and another one has to be made.";
    staff_link_hint: "Para quien olvidó su contraseña. La actual sirve hasta que elija otra; un enlace nuevo anula el anterior." | "Para quem esqueceu sua senha. A atual vale até que escolha outra; um link novo anula o anterior." | "For somebody who forgot the password. The present one works until another is chosen; a new link ends the former.";
    staff_link_copy: "Copiar el enlace" | "Copiar o link" | "Copy the link";
    staff_back: "Volver al personal" | "Voltar à equipe" | "Back to the staff";
}
