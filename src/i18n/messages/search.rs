//! Texts of the global search: what it finds besides customers, and by which other words.

use crate::messages;

messages! {
    find_actions: "Acciones" | "Ações" | "Actions";
    find_all_results: "Ver todos los resultados en la lista" | "Ver todos os resultados na lista" | "See all results in the list";
    find_none(typed: &str): "Nada coincide con «{typed}». Se ignoran acentos y mayúsculas." | "Nada corresponde a «{typed}». Acentos e maiúsculas são ignorados." | "Nothing matches «{typed}». Accents and case are ignored.";
    find_results(number: &str, typed: &str): "Resultados para «{typed}»: {number}. Se ignoran acentos y mayúsculas." | "Resultados para «{typed}»: {number}. Acentos e maiúsculas são ignorados." | "Results for «{typed}»: {number}. Accents and case are ignored.";
    find_start: "Escriba un nombre, documento, e-mail o teléfono, o lo que quiere hacer." | "Escreva um nome, documento, e-mail ou telefone, ou o que deseja fazer." | "Type a name, document, e-mail or phone, or what you want to do.";
    go_advanced: "Búsqueda avanzada de clientes" | "Busca avançada de clientes" | "Advanced search of customers";
    go_archived: "Clientes archivados" | "Clientes arquivados" | "Archived customers";
    go_delinquent: "Clientes morosos" | "Clientes inadimplentes" | "Overdue customers";
    go_collectors: "Recaudadores" | "Cobradores" | "Collectors";
    go_organisation: "Datos de la organización" | "Dados da organização" | "Data of the organisation";
    go_password: "Cambiar mi contraseña" | "Alterar minha senha" | "Change my password";
    go_second_factor: "Segundo factor" | "Segundo fator" | "Second factor";
    go_sellers: "Vendedores" | "Vendedores" | "Sellers";
    go_stores: "Tiendas" | "Lojas" | "Stores";
    go_zones: "Zonas" | "Zonas" | "Zones";
    words_account: "perfil usuario idioma apariencia atajos" | "perfil usuário idioma aparência atalhos" | "profile user language appearance shortcuts";
    words_advanced: "filtrar filtro buscar" | "filtrar filtro buscar" | "filter find";
    words_archived: "borrar eliminar quitar restaurar recuperar papelera bajas" | "apagar excluir remover restaurar recuperar lixeira" | "delete remove restore recover trash";
    words_collectors: "cobrador cobranza configuración crear agregar" | "recaudador cobrança configurações criar adicionar" | "collection settings create add";
    words_customers: "lista listado contactos ver" | "lista contatos ver" | "list contacts view";
    words_delinquent: "deuda impago mora vencidos" | "dívida atraso vencidos" | "debt unpaid late";
    words_lists: "configuración crear agregar nueva editar" | "configurações criar adicionar nova editar" | "settings create add new edit";
    words_new_customer: "crear agregar alta añadir registrar" | "criar adicionar cadastrar incluir" | "create add register";
    words_organisation: "empresa país moneda idioma formato campos obligatorios" | "empresa país moeda idioma formato campos obrigatórios" | "company country currency language format required fields";
    words_password: "clave seguridad cuenta" | "chave segurança conta" | "security account";
    words_second_factor: "seguridad autenticación código totp cuenta" | "segurança autenticação código totp conta" | "security authentication code totp account";
    words_sellers: "ventas configuración crear agregar" | "vendas configurações criar adicionar" | "sales settings create add";
    words_sessions: "dispositivos cerrar seguridad cuenta" | "dispositivos encerrar segurança conta" | "devices close security account";
    words_settings: "ajustes opciones preferencias" | "ajustes opções preferências" | "options preferences";
    words_shortcuts: "teclas ayuda" | "teclas ajuda" | "keys help";
    words_audit: "auditoría registro actividad ingresos seguridad quién" | "auditoria registro atividade entradas segurança quem" | "audit log activity sign-ins security who";
    words_staff: "usuarios operadores roles permisos crear agregar" | "usuários operadores perfis permissões criar adicionar" | "users operators roles permissions create add";
    words_views: "guardadas filtros borrar eliminar" | "salvas filtros apagar excluir" | "saved filters delete";
}
