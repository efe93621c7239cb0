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
}
