//! Texts of the settings: the organisation, and the lists of zones, sellers, collectors and stores.

use crate::messages;

messages! {
    change_by_system: "El sistema" | "O sistema" | "The system";
    change_by_customer: "El cliente, en el portal" | "O cliente, no portal" | "The customer, in the portal";
    settings_title: "Configuración" | "Configurações" | "Settings";
    settings_lead: "Lo que su organización decide una vez y vale para todos." | "O que sua organização decide uma vez e vale para todos." | "What your organisation decides once, for everybody.";
    settings_catalogues: "Catálogos" | "Catálogos" | "Lists";
    settings_company: "Organización" | "Organização" | "Organisation";
    settings_organisation_entry: "Datos y reglas" | "Dados e regras" | "Data and rules";
    settings_organisation_lead: "Nombre, país y formatos; datos obligatorios de los clientes y seguridad." | "Nome, país e formatos; dados obrigatórios dos clientes e segurança." | "Name, country and formats; required customer data, and security.";

    settings_zones: "Zonas" | "Zonas" | "Zones";
    settings_zones_lead: "Agrupan clientes por territorio. Se usan al filtrar y al repartir el trabajo." | "Agrupam clientes por território. São usadas ao filtrar e ao dividir o trabalho." | "They group customers by territory, to filter by and to share out the work.";
    settings_zones_new: "Nombre de la zona nueva" | "Nome da nova zona" | "Name of the new zone";
    settings_zones_add: "Agregar zona" | "Adicionar zona" | "Add zone";
    settings_zones_none: "Todavía no hay zonas" | "Ainda não há zonas" | "There are no zones yet";
    settings_sellers: "Vendedores" | "Vendedores" | "Sellers";
    settings_sellers_lead: "Quiénes venden. Si es alguien del equipo, vincule su usuario: así puede ver solo sus clientes." | "Quem vende. Se for alguém da equipe, vincule o usuário: assim pode ver só seus clientes." | "Who sells. If it is a member of the staff, link them: they can then be limited to their own customers.";
    settings_sellers_new: "Nombre del vendedor nuevo" | "Nome do novo vendedor" | "Name of the new seller";
    settings_sellers_add: "Agregar vendedor" | "Adicionar vendedor" | "Add seller";
    settings_sellers_none: "Todavía no hay vendedores" | "Ainda não há vendedores" | "There are no sellers yet";
    settings_collectors: "Recaudadores" | "Cobradores" | "Collectors";
    settings_collectors_lead: "Quiénes cobran en la calle. Si es alguien del equipo, vincule su usuario: así puede ver solo sus clientes." | "Quem cobra na rua. Se for alguém da equipe, vincule o usuário: assim pode ver só seus clientes." | "Who collects in person. If it is a member of the staff, link them: they can then be limited to their own customers.";
    settings_collectors_new: "Nombre del recaudador nuevo" | "Nome do novo cobrador" | "Name of the new collector";
    settings_collectors_add: "Agregar recaudador" | "Adicionar cobrador" | "Add collector";
    settings_collectors_none: "Todavía no hay recaudadores" | "Ainda não há cobradores" | "There are no collectors yet";
    settings_stores: "Tiendas" | "Lojas" | "Stores";
    settings_stores_lead: "Sucursales o puntos de atención. La tienda de un cliente se elige al crearlo y después no cambia." | "Filiais ou pontos de atendimento. A loja de um cliente é escolhida ao criá-lo e depois não muda." | "Branches or points of service. A customer's store is chosen on creation and does not change later.";
    settings_stores_new: "Nombre de la tienda nueva" | "Nome da nova loja" | "Name of the new store";
    settings_stores_add: "Agregar tienda" | "Adicionar loja" | "Add store";
    settings_stores_none: "Todavía no hay tiendas" | "Ainda não há lojas" | "There are no stores yet";

    settings_count_of(n: &str): "Total: {n}" | "Total: {n}" | "Total: {n}";
    settings_inactive_count(n: &str): "inactivos: {n}" | "inativos: {n}" | "inactive: {n}";
    settings_search_in(list: &str): "Buscar en {list}" | "Buscar em {list}" | "Search in {list}";
    settings_nothing_found(q: &str): "Nada coincide con «{q}»." | "Nada corresponde a «{q}»." | "Nothing matches “{q}”.";
    settings_show_all: "Ver todo" | "Ver tudo" | "Show all";
    settings_none_text: "Agregue el primero arriba. Después podrá elegirlo en cada cliente." | "Adicione o primeiro acima. Depois poderá escolhê-lo em cada cliente." | "Add the first one above. You can then choose it for each customer.";
    settings_customers: "Clientes" | "Clientes" | "Customers";
    settings_archived_count(n: &str): "archivados: {n}" | "arquivados: {n}" | "archived: {n}";
    settings_actions: "Acciones" | "Ações" | "Actions";
    settings_member: "Usuario del equipo" | "Usuário da equipe" | "Staff member";
    settings_member_none: "Sin usuario" | "Sem usuário" | "No member";
    settings_name: "Nombre" | "Nome" | "Name";
    settings_state: "Estado" | "Situação" | "State";
    settings_active: "Activo" | "Ativo" | "Active";
    settings_deactivate: "Desactivar" | "Desativar" | "Deactivate";
    settings_activate: "Activar" | "Ativar" | "Activate";
    settings_delete: "Eliminar" | "Excluir" | "Delete";
    settings_deactivate_name(name: &str): "Desactivar {name}" | "Desativar {name}" | "Deactivate {name}";
    settings_activate_name(name: &str): "Activar {name}" | "Ativar {name}" | "Activate {name}";
    settings_delete_name(name: &str): "Eliminar {name}" | "Excluir {name}" | "Delete {name}";
    settings_list_hint: "Lo que está en uso se desactiva: deja de ofrecerse y sigue visible donde ya se eligió. Solo se elimina lo que nadie usa." | "O que está em uso é desativado: deixa de ser oferecido e continua visível onde já foi escolhido. Só se exclui o que ninguém usa." | "What is in use is deactivated: no longer offered, still shown where it was chosen. Only what nobody uses can be deleted.";
    settings_was_added(name: &str): "Se agregó «{name}»." | "«{name}» foi adicionado." | "“{name}” was added.";
    settings_was_saved(name: &str): "Se guardó «{name}»." | "«{name}» foi salvo." | "“{name}” was saved.";
    settings_was_renamed(before: &str, name: &str): "«{before}» ahora se llama «{name}»." | "«{before}» agora se chama «{name}»." | "“{before}” is now called “{name}”.";
    settings_was_deactivated(name: &str): "Se desactivó «{name}». Ya no se ofrece; sigue visible donde se usa." | "«{name}» foi desativado. Não é mais oferecido; continua visível onde é usado." | "“{name}” was deactivated. It is no longer offered, and still shown where it is used.";
    settings_was_activated(name: &str): "Se activó «{name}»." | "«{name}» foi ativado." | "“{name}” was activated.";
    settings_was_deleted(name: &str): "Se eliminó «{name}»." | "«{name}» foi excluído." | "“{name}” was deleted.";
    settings_name_missing: "Escriba un nombre." | "Digite um nome." | "Type a name.";
    settings_name_too_long(n: &str): "El nombre admite hasta {n} caracteres." | "O nome aceita até {n} caracteres." | "The name takes up to {n} characters.";
    settings_name_unreadable: "El nombre necesita al menos una letra o un número." | "O nome precisa de pelo menos uma letra ou um número." | "The name needs a letter or a digit at least.";
    settings_name_taken(name: &str): "Ya existe «{name}». Elija otro nombre." | "Já existe «{name}». Escolha outro nome." | "“{name}” already exists. Choose another name.";
    settings_name_taken_inactive(name: &str): "Ya existe «{name}», inactivo. Actívelo en lugar de repetirlo." | "Já existe «{name}», inativo. Ative-o em vez de repeti-lo." | "“{name}” already exists, inactive. Activate it instead of repeating it.";
    settings_member_wrong: "Elija a alguien activo del equipo, o «Sin usuario»." | "Escolha alguém ativo da equipe, ou «Sem usuário»." | "Choose an active member of the staff, or “No member”.";
    settings_member_help: "Quien tenga este usuario y vea solo sus clientes, verá los de este nombre." | "Quem tiver este usuário e vir só seus clientes verá os deste nome." | "A member limited to their own customers sees those of this name.";
    settings_renamed_meanwhile(name: &str): "Otra persona lo renombró mientras tanto: ahora se llama «{name}». Guarde otra vez si quiere cambiarlo." | "Outra pessoa o renomeou nesse meio-tempo: agora se chama «{name}». Salve de novo se quiser mudá-lo." | "Somebody else renamed it meanwhile: it is now called “{name}”. Save again if you want to change it.";
    settings_rename_help: "El cambio se ve en todos los clientes que lo usan." | "A mudança aparece em todos os clientes que o usam." | "The change shows in every customer that uses it.";
    settings_used_by(n: &str): "Lo usan {n} clientes." | "É usado por {n} clientes." | "{n} customers use it.";
    settings_used_by_one: "Lo usa 1 cliente." | "É usado por 1 cliente." | "1 customer uses it.";
    settings_used_by_nobody: "Ningún cliente lo usa." | "Nenhum cliente o usa." | "No customer uses it.";
    settings_see_customers: "Ver clientes" | "Ver clientes" | "See customers";
    settings_delete_text: "Ningún cliente lo usa. Se quita de la lista para siempre; su historial se conserva." | "Nenhum cliente o usa. Sai da lista para sempre; seu histórico é mantido." | "No customer uses it. It leaves the list for good; its history is kept.";
    settings_delete_used: "No se puede eliminar lo que está en uso. Desactívelo: deja de ofrecerse y sigue visible donde se usa." | "Não se pode excluir o que está em uso. Desative-o: deixa de ser oferecido e continua visível onde é usado." | "What is in use cannot be deleted. Deactivate it: it is no longer offered, and still shown where it is used.";

    settings_history: "Historial de cambios" | "Histórico de alterações" | "History of changes";
    settings_history_none: "Sin cambios registrados." | "Sem alterações registradas." | "No changes recorded.";
    settings_last_change(when: &str, who: &str): "Última modificación: {when}, {who}" | "Última alteração: {when}, {who}" | "Last change: {when}, {who}";
    settings_nothing: "vacío" | "vazio" | "empty";
}
