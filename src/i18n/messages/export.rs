//! Texts of the export: how far it is, and why there is no file.

use crate::messages;

messages! {
    export_progress(done: u64, total: u64): "{done} de {total} clientes" | "{done} de {total} clientes" | "{done} of {total} customers";
    export_done(count: u64): "Clientes exportados: {count}" | "Clientes exportados: {count}" | "Customers exported: {count}";
    export_query_refused: "La consulta no se entendió por completo y no se exportó nada" | "A consulta não foi entendida por completo e nada foi exportado" | "The query was not wholly understood, and nothing was exported";
    export_unknown_columns(keys: &str): "No hay columnas con estas claves: {keys}" | "Não há colunas com estas chaves: {keys}" | "There are no columns with these keys: {keys}";
    export_too_many(count: u64, most: u64): "Son {count} clientes y una hoja admite {most}: use CSV o un filtro" | "São {count} clientes e uma planilha aceita {most}: use CSV ou um filtro" | "There are {count} customers, and a sheet takes {most}: use CSV or a filter";
    export_cancelled: "La exportación se canceló" | "A exportação foi cancelada" | "The export was cancelled";
    export_file(why: &str): "No se pudo escribir el archivo: {why}" | "Não foi possível escrever o arquivo: {why}" | "The file could not be written: {why}";
    export_database: "La base de datos no respondió: no se exportó nada" | "O banco de dados não respondeu: nada foi exportado" | "The database did not answer: nothing was exported";
    exports: "Exportaciones" | "Exportações" | "Exports";
    exports_lead(email: &str): "Los archivos quedan aquí 7 días, y se avisa a {email}." | "Os arquivos ficam aqui 7 dias, e avisamos {email}." | "Files stay here for 7 days, and {email} is told.";
    exports_none: "Todavía no pidió exportaciones" | "Ainda não pediu exportações" | "You have not asked for exports yet";
    exports_none_text: "Pídalas desde la lista de clientes: todos, los que filtre o los que marque." | "Peça-as na lista de clientes: todos, os que filtrar ou os que marcar." | "Ask for them in the list of customers: all, those you filter or those you tick.";
    export_short: "Exportar" | "Exportar" | "Export";
    export_title: "Exportar clientes" | "Exportar clientes" | "Export customers";
    export_new: "Nueva exportación" | "Nova exportação" | "New export";
    export_whom: "Qué clientes" | "Quais clientes" | "Which customers";
    export_scope_ticked: "Seleccionados" | "Selecionados" | "Selected";
    export_scope_matching: "Resultados de la búsqueda" | "Resultados da busca" | "Results of the search";
    export_all: "Todos los clientes" | "Todos os clientes" | "All customers";
    export_archived_too(n: &str): "Archivados entre ellos: {n}." | "Arquivados entre eles: {n}." | "Archived among them: {n}.";
    export_may_be_archived: "También los archivados que coincidan." | "Também os arquivados que coincidam." | "Archived ones that match, too.";
    export_all_hint: "Incluye archivados. Pide su contraseña." | "Inclui arquivados. Pede a sua senha." | "Archived ones too. Asks for your password.";
    export_nobody: "Filtre la lista o marque clientes para exportarlos." | "Filtre a lista ou marque clientes para exportá-los." | "Filter the list or tick customers to export them.";
    export_password: "Su contraseña" | "Sua senha" | "Your password";
    export_password_hint: "Solo hace falta para exportar todos los clientes." | "Só é necessária para exportar todos os clientes." | "Needed only to export all customers.";
    export_password_wrong: "La contraseña no es correcta." | "A senha não está correta." | "The password is not right.";
    export_password_blocked: "Demasiados intentos. Espere unos minutos." | "Tentativas demais. Espere alguns minutos." | "Too many tries. Wait some minutes.";
    export_format: "Formato" | "Formato" | "Format";
    export_columns: "Columnas" | "Colunas" | "Columns";
    export_usual_columns: "Las 21 habituales" | "As 21 habituais" | "The usual 21";
    export_further_columns: "Otras" | "Outras" | "Others";
    export_one_column: "1 columna" | "1 coluna" | "1 column";
    export_n_columns(n: usize): "{n} columnas" | "{n} colunas" | "{n} columns";
    export_goes_to(email: &str): "Cuando el archivo esté listo, se avisa a {email}, el e-mail de su sesión. Queda 7 días en Exportaciones." | "Quando o arquivo estiver pronto, avisamos {email}, o e-mail da sua sessão. Fica 7 dias em Exportações." | "When the file is ready, {email}, the e-mail of your session, is told. It stays in Exports for 7 days.";
    export_create: "Crear exportación" | "Criar exportação" | "Create export";
    export_asked(email: &str): "La exportación está en camino. Al terminar se avisa a {email}." | "A exportação está a caminho. Ao terminar, avisamos {email}." | "The export is on its way. When it is done, {email} is told.";
    export_ready: "Lista" | "Pronta" | "Ready";
    export_expired: "Vencida" | "Vencida" | "Expired";
    export_rows(n: &str): "{n} clientes" | "{n} clientes" | "{n} customers";
    export_download: "Descargar" | "Baixar" | "Download";
    export_repeat: "Repetir" | "Repetir" | "Again";
    export_not_all: "Su rol no permite exportar todos los clientes. Filtre la lista o marque algunos." | "Sua função não permite exportar todos os clientes. Filtre a lista ou marque alguns." | "Your role does not allow an export of all customers. Filter the list or tick some.";
    export_too_often: "Ya pidió muchas exportaciones hoy. Vuelva a intentarlo mañana." | "Já pediu muitas exportações hoje. Tente de novo amanhã." | "You have asked for many exports today. Try again tomorrow.";
    export_not_repeated: "Esta exportación no se puede repetir así. Pídala de nuevo." | "Esta exportação não pode ser repetida assim. Peça de novo." | "This export cannot be repeated like this. Ask for it anew.";
    export_stop_ignored(names: &str): "El filtro tiene partes que no se entienden ({names}): se exportarían más clientes de los que quiere." | "O filtro tem partes que não se entendem ({names}): seriam exportados mais clientes do que quer." | "The filter has parts that are not understood ({names}): more customers than you mean would be exported.";
    export_chosen_columns: "Elegidas, en este orden" | "Escolhidas, nesta ordem" | "Chosen, in this order";

    presets: "Plantillas de exportación" | "Modelos de exportação" | "Export presets";
    preset: "Plantilla" | "Modelo" | "Preset";
    preset_hint: "Trae el formato y las columnas; después puede cambiarlos." | "Traz o formato e as colunas; depois você pode mudá-los." | "It brings the format and the columns; you can change them afterwards.";
    preset_use: "Usar" | "Usar" | "Use";
    preset_manage: "Administrar plantillas" | "Gerenciar modelos" | "Manage presets";
    preset_reimportable: "Reimportable: todo lo que la importación lee" | "Reimportável: tudo o que a importação lê" | "Reimportable: all that the import reads";
    preset_save: "Guardar como plantilla…" | "Salvar como modelo…" | "Save as a preset…";
    preset_save_title: "Guardar estas columnas" | "Salvar estas colunas" | "Save these columns";
    preset_save_now: "Guardar la plantilla" | "Salvar o modelo" | "Save the preset";
    preset_name: "Nombre de la plantilla" | "Nome do modelo" | "Name of the preset";
    preset_name_hint: "Si ya tiene una con este nombre, la reemplaza." | "Se já tem um com este nome, ele é substituído." | "If you have one of this name, it is replaced.";
    preset_saved(name: &str): "Plantilla «{name}» guardada." | "Modelo «{name}» salvo." | "Preset “{name}” saved.";
    preset_deleted(name: &str): "Plantilla «{name}» eliminada." | "Modelo «{name}» excluído." | "Preset “{name}” deleted.";
    preset_delete(name: &str): "Eliminar la plantilla «{name}»" | "Excluir o modelo «{name}»" | "Delete the preset “{name}”";
    preset_delete_note: "Las exportaciones ya pedidas no cambian; solo se pierde el nombre guardado." | "As exportações já pedidas não mudam; perde-se apenas o nome salvo." | "Exports already asked for stay as they are; only the saved name is lost.";
    preset_none: "Aún no hay plantillas guardadas. Al exportar, elija las columnas y luego «Guardar como plantilla…»." | "Ainda não há modelos salvos. Ao exportar, escolha as colunas e depois «Salvar como modelo…»." | "There are no saved presets yet. When you export, choose columns and then “Save as a preset…”.";
    preset_refused_name: "Escriba un nombre para la plantilla." | "Escreva um nome para o modelo." | "Write a name for the preset.";
    preset_refused_columns: "Estas columnas o este formato no existen. Vuelva a la exportación y elíjalos de nuevo." | "Estas colunas ou este formato não existem. Volte à exportação e escolha-os de novo." | "These columns or this format do not exist. Go back to the export and choose them again.";
    preset_refused_many: "Ya tiene 100 plantillas: elimine alguna antes de guardar otra." | "Você já tem 100 modelos: exclua algum antes de salvar outro." | "You have 100 presets already: delete one before saving another.";
    preset_refused_sharing: "Su rol no permite compartir plantillas: elija «Solo para mí»." | "Seu perfil não permite compartilhar modelos: escolha «Só para mim»." | "Your role does not allow sharing presets: choose “Only for me”.";
    preset_gone(columns: &str): "La plantilla tenía columnas que ya no existen y quedan fuera: {columns}." | "O modelo tinha colunas que não existem mais e ficam de fora: {columns}." | "The preset had columns that no longer exist and are left out: {columns}.";
    preset_unknown: "Esa plantilla ya no existe, o ya no se comparte con usted. Estas son las columnas habituales." | "Esse modelo não existe mais, ou não é mais compartilhado com você. Estas são as colunas habituais." | "That preset is gone, or is no longer shared with you. These are the usual columns.";

    export_file_name(day: &str, id: i64, ending: &str): "clientes-{day}-{id}.{ending}" | "clientes-{day}-{id}.{ending}" | "customers-{day}-{id}.{ending}";
    export_order: "Ordenar las elegidas" | "Ordenar as escolhidas" | "Put the chosen ones in order";
    export_raise(column: &str): "Subir «{column}»" | "Subir «{column}»" | "Move “{column}” up";
}
