//! Texts of the screen on which administrators see who did what.

use crate::messages;

messages! {
    audit_entry: "Auditoría" | "Auditoria" | "Audit log";
    audit_entry_lead: "Quién hizo qué en el panel, cuándo y desde dónde." | "Quem fez o quê no painel, quando e de onde." | "Who did what in the panel, when and from where.";
    audit_filters: "Filtros de la auditoría" | "Filtros da auditoria" | "Filters of the audit log";
    audit_what: "Qué" | "O quê" | "What";
    audit_what_all: "Todas las acciones" | "Todas as ações" | "All actions";
    audit_who: "Quién" | "Quem" | "Who";
    audit_who_all: "Cualquier persona" | "Qualquer pessoa" | "Anybody";
    audit_from: "Desde el día" | "Do dia" | "From the day";
    audit_to: "Hasta el día" | "Até o dia" | "To the day";
    audit_address: "Dirección IP" | "Endereço IP" | "IP address";
    audit_apply: "Filtrar" | "Filtrar" | "Filter";
    audit_clear: "Quitar los filtros" | "Remover os filtros" | "Clear the filters";
    audit_when: "Cuándo" | "Quando" | "When";
    audit_request(id: &str): "Solicitud {id}" | "Solicitação {id}" | "Request {id}";
    audit_command: "Línea de comandos" | "Linha de comando" | "Command line";
    audit_nobody: "Sin sesión iniciada" | "Sem sessão iniciada" | "Not signed in";
    audit_member_number(id: i64): "cuenta {id}" | "conta {id}" | "account {id}";
    audit_customer_number(id: i64): "cliente {id}" | "cliente {id}" | "customer {id}";
    audit_export_number(id: i64): "exportación {id}" | "exportação {id}" | "export {id}";
    audit_none: "Ninguna anotación coincide con los filtros." | "Nenhum registro corresponde aos filtros." | "No entry matches the filters.";
    audit_older: "Más antiguas" | "Mais antigas" | "Older";
    audit_newest: "Más recientes" | "Mais recentes" | "Newest";
    audit_file_hint(most: &str): "El archivo CSV lleva lo que muestran los filtros: hasta {most} anotaciones, las más recientes. Cada descarga queda anotada." | "O arquivo CSV traz o que os filtros mostram: até {most} registros, os mais recentes. Cada download fica registrado." | "The CSV file has what the filters show: up to {most} entries, the most recent ones. Each download is noted.";
    audit_file_cut(most: &str): "Hay anotaciones más antiguas: el archivo lleva las {most} más recientes." | "Há registros mais antigos: o arquivo traz os {most} mais recentes." | "There are older entries: the file has the most recent {most}.";
    audit_file_number: "Número" | "Número" | "Number";
    audit_file_utc: "Cuándo (UTC)" | "Quando (UTC)" | "When (UTC)";
    audit_file_code: "Código" | "Código" | "Code";
    audit_file_whom: "Sobre quién o qué" | "Sobre quem ou o quê" | "On whom or what";
    audit_file_whom_number: "Número de ello" | "Número disso" | "Its number";
    audit_file_request: "Solicitud" | "Solicitação" | "Request";

    audit_section_access: "Ingresos y permisos" | "Entradas e permissões" | "Sign-ins and permissions";
    audit_section_secrets: "Contraseñas y segundo factor" | "Senhas e segundo fator" | "Passwords and second factor";
    audit_section_files: "Archivos" | "Arquivos" | "Files";

    audit_signed_in: "Ingreso al panel" | "Entrada no painel" | "Signed in";
    audit_sign_in_refused: "Ingreso rechazado" | "Entrada recusada" | "Sign-in refused";
    audit_signed_out: "Salida del panel" | "Saída do painel" | "Signed out";
    audit_denied: "Acceso denegado por el rol" | "Acesso negado pelo perfil" | "Denied by the role";
    audit_set_up: "Primera cuenta de administrador creada" | "Primeira conta de administrador criada" | "First administrator account made";
    audit_password_changed: "Contraseña propia cambiada" | "Própria senha mudada" | "Own password changed";
    audit_password_link_made: "Enlace de contraseña creado" | "Link de senha criado" | "Password link made";
    audit_password_link_asked: "Enlace de contraseña pedido sin sesión" | "Link de senha pedido sem sessão" | "Password link asked for without a session";
    audit_password_set: "Contraseña elegida por enlace o comando" | "Senha escolhida por link ou comando" | "Password set by link or command";
    audit_second_factor_on: "Segundo factor activado" | "Segundo fator ativado" | "Second factor turned on";
    audit_second_factor_off: "Segundo factor desactivado" | "Segundo fator desativado" | "Second factor turned off";
    audit_recovery_code_used: "Ingreso con un código de recuperación" | "Entrada com um código de recuperação" | "Signed in with a recovery code";
    audit_sessions_ended: "Sesiones cerradas" | "Sessões encerradas" | "Sessions ended";
    audit_member_added: "Cuenta agregada" | "Conta adicionada" | "Account added";
    audit_member_changed: "Datos o rol de una cuenta cambiados" | "Dados ou perfil de uma conta mudados" | "Data or role of an account changed";
    audit_member_disabled: "Cuenta desactivada" | "Conta desativada" | "Account disabled";
    audit_member_enabled: "Cuenta activada" | "Conta ativada" | "Account enabled";
    audit_customer_deleted: "Cliente eliminado" | "Cliente excluído" | "Customer deleted";
    audit_customer_anonymized: "Cliente anonimizado" | "Cliente anonimizado" | "Customer anonymised";
    audit_portal_password_mailed: "Contraseña del portal enviada a un cliente" | "Senha do portal enviada a um cliente" | "Portal password mailed to a customer";
    audit_portal_access_removed: "Acceso al portal quitado" | "Acesso ao portal removido" | "Access to the portal removed";
    audit_portal_signed_in: "Ingreso al portal" | "Entrada no portal" | "Signed in to the portal";
    audit_portal_sign_in_refused: "Ingreso al portal rechazado" | "Entrada no portal recusada" | "Sign-in to the portal refused";
    audit_portal_confirmation_refused: "Contraseña actual incorrecta en el portal" | "Senha atual incorreta no portal" | "Wrong present password in the portal";
    audit_portal_signed_out: "Salida del portal" | "Saída do portal" | "Signed out of the portal";
    audit_portal_sessions_ended: "Sesiones del portal cerradas" | "Sessões do portal encerradas" | "Portal sessions ended";
    audit_portal_link_asked: "Enlace del portal pedido" | "Link do portal pedido" | "Link to the portal asked for";
    audit_portal_password_set: "Contraseña del portal elegida por el cliente" | "Senha do portal escolhida pelo cliente" | "Portal password chosen by the customer";
    audit_portal_access_returned: "Acceso al portal devuelto" | "Acesso ao portal restaurado" | "Access to the portal restored";
    audit_export_asked: "Exportación pedida" | "Exportação pedida" | "Export asked for";
    audit_export_fetched: "Archivo de exportación descargado" | "Arquivo de exportação baixado" | "File of an export fetched";
    audit_bulk_started: "Actualización masiva aplicada" | "Atualização em massa aplicada" | "Bulk update applied";
    audit_job_stopped: "Proceso detenido" | "Processo interrompido" | "Process stopped";
    audit_bulk_undone: "Actualización masiva deshecha" | "Atualização em massa desfeita" | "Bulk update undone";
    audit_settings_changed: "Configuración cambiada" | "Configuração alterada" | "Settings changed";
    audit_log_fetched: "Auditoría descargada" | "Auditoria baixada" | "Audit log fetched";
    audit_file_name(day: &str): "auditoria-{day}.csv" | "auditoria-{day}.csv" | "audit-{day}.csv";
    audit_export_attached: "Archivo de exportación enviado por e-mail" | "Arquivo de exportação enviado por e-mail" | "File of an export sent by e-mail";
}
