//! Texts of the global search: what it finds besides customers, and by which other words.

use crate::messages;

messages! {
    find_actions: "Acciones" | "Ações" | "Actions";
    find_all_results: "Ver todos los resultados en la lista" | "Ver todos os resultados na lista" | "See all results in the list";
    find_none(typed: &str): "Nada coincide con «{typed}». Se ignoran acentos y mayúsculas." | "Nada corresponde a «{typed}». Acentos e maiúsculas são ignorados." | "Nothing matches «{typed}». Accents and case are ignored.";
    find_results(number: &str, typed: &str): "Resultados para «{typed}»: {number}. Se ignoran acentos y mayúsculas." | "Resultados para «{typed}»: {number}. Acentos e maiúsculas são ignorados." | "Results for «{typed}»: {number}. Accents and case are ignored.";
    find_start: "Escriba un nombre, documento, e-mail o teléfono, el número de una factura, un pago o un contrato, o lo que quiere hacer." | "Escreva um nome, documento, e-mail ou telefone, o número de uma fatura, um pagamento ou um contrato, ou o que deseja fazer." | "Type a name, document, e-mail or phone, the number of an invoice, a payment or a contract, or what you want to do.";
    find_in_city(who: &str, city: &str): "«{who}» en la ciudad «{city}»" | "«{who}» na cidade «{city}»" | "“{who}” in the city “{city}”";
    find_stopped: "La búsqueda se detuvo para no hacerle esperar. Elija abajo por dónde seguir." | "A busca parou para não fazer você esperar. Escolha abaixo por onde continuar." | "The search stopped so as not to keep you waiting. Choose below where to go on.";
    find_unsearched: "No dio tiempo de buscar" | "Não deu tempo de buscar" | "There was no time to search for";
    find_small_words: "un una unos unas el la los las lo de del a al en para por con mi mis su sus y o como quiero donde ir" | "um uma uns umas o a os as de do da dos das ao em no na para por com meu minha meus minhas e ou como quero onde ir" | "a an the of to in on for with my our your and or how do i want where go";
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
    words_archived: "borrar eliminar quitar restaurar recuperar papelera bajas" | "apagar deletar excluir remover restaurar recuperar lixeira" | "delete remove restore recover trash";
    words_catalogues: "empresa emisor facturación fiscal configuración crear agregar nueva" | "empresa emissor faturamento fiscal configurações criar adicionar nova" | "company issuer billing fiscal settings create add new";
    words_invoice_types: "comprobantes facturas letra clase a b c notas crédito débito emitir configuración" | "comprovantes faturas classe notas crédito débito emitir configurações" | "vouchers invoices class credit debit notes send settings";
    words_taxes: "iva alícuotas porcentaje tributos configuración crear agregar nuevo" | "iva alíquotas percentual tributos configurações criar adicionar novo" | "vat rates percentage settings create add new";
    words_cycles: "vencimiento día facturar mensual configuración crear agregar nuevo" | "vencimento dia faturar mensal configurações criar adicionar novo" | "due day invoice monthly settings create add new";
    words_plans: "abonos precios velocidad internet servicio configuración crear agregar nuevo" | "assinaturas preços velocidade internet serviço configurações criar adicionar novo" | "prices speed internet service settings create add new";
    words_collectors: "cobrador cobranza configuración crear agregar" | "recaudador cobrança configurações criar adicionar" | "collection settings create add";
    words_customers: "lista listado contactos ver buscar abonados" | "lista contatos ver buscar assinantes" | "list contacts view find search clients";
    words_delinquent: "deuda impago mora vencidos" | "dívida atraso vencidos" | "debt unpaid late";
    words_lists: "configuración crear agregar nueva editar" | "configurações criar adicionar nova editar" | "settings create add new edit";
    words_new_customer: "crear agregar dar alta añadir registrar cargar nueva abonado persona empresa" | "criar adicionar cadastrar incluir registrar nova assinante pessoa empresa" | "create add register make enter client person company";
    words_organisation: "empresa país moneda idioma formato campos obligatorios" | "empresa país moeda idioma formato campos obrigatórios" | "company country currency language format required fields";
    words_exports: "exportar descargar bajar planilla excel csv archivos clientes" | "exportar baixar planilha excel csv arquivos clientes" | "export download spreadsheet excel csv files customers";
    words_mail: "correo e-mails enviados avisos smtp configuración" | "correio e-mails enviados avisos smtp configurações" | "e-mails sent notices smtp settings";
    words_password: "clave cambio seguridad cuenta" | "chave troca segurança conta" | "security account";
    words_billing_notices: "configuración recordatorios comprobantes facturación avisos morosos reintentos tarjeta categoría" | "configurações lembretes comprovantes faturamento avisos inadimplentes tentativas cartão categoria" | "settings reminders receipts billing dunning retries card category";
    words_portal: "configuración acceso contraseña clientes" | "configurações acesso senha clientes" | "settings access password customers";
    words_processes: "masivo masivas trabajos tareas avance deshacer" | "massa trabalhos tarefas andamento desfazer" | "bulk jobs tasks progress undo";
    words_second_factor: "seguridad autenticación código totp cuenta" | "segurança autenticação código totp conta" | "security authentication code totp account";
    words_sellers: "ventas configuración crear agregar" | "vendas configurações criar adicionar" | "sales settings create add";
    words_sessions: "dispositivos cerrar seguridad cuenta" | "dispositivos encerrar segurança conta" | "devices close security account";
    words_settings: "ajustes opciones preferencias" | "ajustes opções preferências" | "options preferences";
    words_shortcuts: "teclas ayuda" | "teclas ajuda" | "keys help";
    words_audit: "auditoría registro actividad ingresos seguridad quién" | "auditoria registro atividade entradas segurança quem" | "audit log activity sign-ins security who";
    words_staff: "usuarios operadores roles permisos crear agregar" | "usuários operadores perfis permissões criar adicionar" | "users operators roles permissions create add";
    words_contracts: "servicios planes abonados nuevo contrato" | "serviços planos novo contrato" | "services plans new contract";
    words_subscriptions: "abonos recurrentes débito nueva suscripción" | "nova assinatura recorrente mensalidade" | "recurring new subscription";
    words_views: "guardadas filtros borrar eliminar" | "salvas filtros apagar excluir" | "saved filters delete";
}
