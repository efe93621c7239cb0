//! Texts of the import: its result, and what it says about rows, columns and files.

use crate::messages;

messages! {
    import_contact: "Contacto" | "Contato" | "Contact";
    import_error_column: "Motivo del error" | "Motivo do erro" | "Error reason";
    import_kept: "queda en Observaciones" | "fica em Observações" | "kept in the remarks";
    import_row(line: u64): "Fila {line}" | "Linha {line}" | "Row {line}";

    import_nobody: "No tiene nombre ni identificador" | "Não tem nome nem identificador" | "It has neither a name nor an identifier";
    import_nameless: "Sin nombre: se creó con su identificador" | "Sem nome: criado com o identificador" | "No name: created with its identifier";
    import_cut(most: i64): "Solo caben {most} caracteres" | "Só cabem {most} caracteres" | "Only {most} characters fit";
    import_email_taken: "Otro cliente ya tiene este e-mail: pasó a «E-mails a notificar»" | "Outro cliente já tem este e-mail: passou para «E-mails a notificar»" | "Another customer has this e-mail: it went to «E-mails to notify»";
    import_other_kind: "No corresponde al tipo de persona" | "Não corresponde ao tipo de pessoa" | "It does not belong to this person type";
    import_card_hidden: "Parece un número de tarjeta: se guardan solo los últimos cuatro dígitos" | "Parece um número de cartão: ficam só os quatro últimos dígitos" | "This looks like a card number: only the last four digits are kept";
    import_resembles(ids: &str): "Puede ser el mismo que el cliente {ids}" | "Pode ser o mesmo que o cliente {ids}" | "It may be the same as customer {ids}";
    import_exists(id: i64): "El cliente {id} ya existe, y solo se crean nuevos" | "O cliente {id} já existe, e só se criam novos" | "Customer {id} exists already, and only new ones are created";
    import_no_match: "Ningún cliente coincide, y solo se actualizan existentes" | "Nenhum cliente coincide, e só se atualizam existentes" | "No customer matches, and only known ones are updated";
    import_no_key: "No tiene valor para encontrar al cliente" | "Não tem valor para encontrar o cliente" | "It has no value to find the customer by";
    import_several: "Coincide con más de un cliente" | "Coincide com mais de um cliente" | "It matches more than one customer";
    import_bad_id: "El ID de cliente no es un número" | "O ID do cliente não é um número" | "The customer ID is not a number";
    import_database: "La base de datos no aceptó la fila" | "O banco de dados não aceitou a linha" | "The database did not accept the row";

    import_rounded: "Una planilla redondeó el número y perdió dígitos: no se importa" | "Uma planilha arredondou o número e perdeu dígitos: não é importado" | "A spreadsheet rounded the number and lost digits: it is not imported";
    import_recoded: "La fila está en otra codificación: se leyó como windows-1252" | "A linha está em outra codificação: foi lida como windows-1252" | "The row is in another encoding: it was read as windows-1252";
    import_second_value: "Segundo valor para un dato que ya tiene uno" | "Segundo valor para um dado que já tem um" | "A second value for what has one already";
    import_zeros: "Se repusieron los ceros iniciales" | "Os zeros iniciais foram repostos" | "Its leading zeros were put back";

    import_too_few(found: i64, expected: i64): "Tiene {found} celdas de {expected}" | "Tem {found} células de {expected}" | "It has {found} cells of {expected}";
    import_too_many(found: i64, expected: i64): "Tiene {found} celdas y las columnas son {expected}" | "Tem {found} células e as colunas são {expected}" | "It has {found} cells for {expected} columns";
    import_unclosed: "Abre comillas que no se cierran" | "Abre aspas que não se fecham" | "It opens a quote that does not close";
    import_nul: "Contiene un carácter nulo: el archivo está dañado" | "Contém um caractere nulo: o arquivo está danificado" | "It holds a null character: the file is damaged";
    import_undecodable: "Sus letras no son de la codificación del archivo" | "Suas letras não são da codificação do arquivo" | "Its letters are not of the file's encoding";
    import_row_too_long: "La fila es demasiado larga" | "A linha é longa demais" | "The row is too long";
    import_cell_too_long(header: &str): "La celda de «{header}» es demasiado larga" | "A célula de «{header}» é longa demais" | "The cell of «{header}» is too long";
    import_repeated_header: "Repite el encabezado" | "Repete o cabeçalho" | "It repeats the header";
    import_read_failed(why: &str): "El archivo no se pudo seguir leyendo: {why}" | "Não foi possível continuar a ler o arquivo: {why}" | "The file could not be read any further: {why}";

    import_read_only: "la calcula el sistema" | "é calculada pelo sistema" | "calculated by the system";
    import_not_yet: "todavía no hay dónde guardarla" | "ainda não há onde guardar" | "nothing takes it yet";
    import_duplicate_column: "otra columna significa lo mismo" | "outra coluna significa o mesmo" | "another column means the same";
    import_by_choice: "se pidió no importarla" | "pediu-se não importar" | "left out as asked";
    import_unknown_column: "no se reconoce" | "não se reconhece" | "not recognised";

    import_created: "Creados" | "Criados" | "Created";
    import_updated: "Actualizados" | "Atualizados" | "Updated";
    import_unchanged: "Sin cambios" | "Sem alterações" | "Unchanged";
    import_skipped: "Omitidos" | "Omitidos" | "Skipped";
    import_failed: "Fallidos" | "Com falha" | "Failed";
    import_would_create: "Se crearían" | "Seriam criados" | "Would be created";
    import_would_update: "Se actualizarían" | "Seriam atualizados" | "Would be updated";
    import_would_leave: "Quedarían sin cambios" | "Ficariam sem alterações" | "Would stay unchanged";
    import_would_skip: "Se omitirían" | "Seriam omitidos" | "Would be skipped";
    import_would_fail: "Fallarían" | "Falhariam" | "Would fail";
    import_no_rows: "El archivo no tiene ninguna fila con datos" | "O arquivo não tem nenhuma linha com dados" | "The file has no row with data";
    import_was_dry: "Fue un ensayo: no se guardó nada" | "Foi um ensaio: nada foi salvo" | "This was a dry run: nothing was kept";
    import_failures: "Filas que no se pudieron importar" | "Linhas que não foi possível importar" | "Rows that could not be imported";
    import_skips: "Filas omitidas" | "Linhas omitidas" | "Rows left out";
    import_warnings: "Avisos" | "Avisos" | "Warnings";
    import_and_more(count: u64): "y {count} más" | "e mais {count}" | "and {count} more";
    import_columns_not_taken: "Columnas que no se importan" | "Colunas que não são importadas" | "Columns that are not imported";
    import_lookups: "Se agregaron a las listas" | "Acrescentados às listas" | "Added to the lists";
    import_layout(parts: &str, line: u64): "Formato: {parts}; encabezado en la fila {line}" | "Formato: {parts}; cabeçalho na linha {line}" | "Layout: {parts}; header on row {line}";
    import_tab: "tabulador" | "tabulação" | "tab";
    import_presumed_country(name: &str): "Por sus números, los clientes parecen de {name}. Para otro país use --country" | "Pelos números, os clientes parecem de {name}. Para outro país use --country" | "By their numbers the customers seem to be of {name}. For another country use --country";
    import_separator_line: "La primera línea dice el separador (sep=)" | "A primeira linha diz o separador (sep=)" | "The first line tells the separator (sep=)";
    import_title_rows(count: u64): "Hay {count} filas antes del encabezado, que no se leen" | "Há {count} linhas antes do cabeçalho, que não são lidas" | "There are {count} rows before the header, which are not read";
    import_mixed_encoding(lines: &str): "Filas en otra codificación, leídas como windows-1252: {lines}" | "Linhas em outra codificação, lidas como windows-1252: {lines}" | "Rows in another encoding, read as windows-1252: {lines}";
    import_mojibake(lines: &str): "Filas con letras codificadas dos veces (Ã¡): {lines}" | "Linhas com letras codificadas duas vezes (Ã¡): {lines}" | "Rows with letters encoded twice (Ã¡): {lines}";
    import_other_sheets(names: &str): "Otras hojas, que no se leen: {names}" | "Outras planilhas, que não são lidas: {names}" | "Other sheets, which are not read: {names}";
    import_progress(rows: u64): "{rows} filas" | "{rows} linhas" | "{rows} rows";

    import_stopped: "La base de datos dejó de responder. Lo contado ya está guardado; el resto no se importó" | "O banco de dados deixou de responder. O que foi contado está salvo; o resto não foi importado" | "The database stopped answering. What is counted is saved; the rest was not imported";
    import_unknown_header(header: &str): "El archivo no tiene la columna «{header}»" | "O arquivo não tem a coluna «{header}»" | "The file has no column «{header}»";
    import_unknown_field(key: &str): "No hay ningún campo «{key}»" | "Não há nenhum campo «{key}»" | "There is no field «{key}»";
    import_match_not_yet(key: &str): "Todavía no se puede buscar al cliente por «{key}»" | "Ainda não é possível procurar o cliente por «{key}»" | "Customers cannot be matched by «{key}» yet";
    import_needs_match: "Para actualizar indique con --match por qué campo encontrar al cliente" | "Para atualizar indique com --match por qual campo encontrar o cliente" | "To update, say with --match by which field to find the customer";
    import_no_match_column(key: &str): "Ninguna columna del archivo contiene «{key}»" | "Nenhuma coluna do arquivo contém «{key}»" | "No column of the file holds «{key}»";
    import_unknown_country(text: &str): "No hay ningún país «{text}»" | "Não há nenhum país «{text}»" | "There is no country «{text}»";
    import_errors_file(why: &str): "No se pudo escribir el archivo de errores: {why}" | "Não foi possível escrever o arquivo de erros: {why}" | "The file of errors could not be written: {why}";
    import_errors_over_source: "El archivo de errores no puede ser el mismo que se importa" | "O arquivo de erros não pode ser o mesmo que se importa" | "The file of errors cannot be the imported one";
    import_io(why: &str): "No se pudo leer el archivo: {why}" | "Não foi possível ler o arquivo: {why}" | "The file could not be read: {why}";
    import_too_big: "El archivo supera el tamaño permitido" | "O arquivo passa do tamanho permitido" | "The file is larger than allowed";
    import_old_workbook: "Es un libro de formato antiguo o con contraseña: guárdelo como .xlsx" | "É uma planilha de formato antigo ou com senha: salve como .xlsx" | "A workbook of the old format or with a password: save it as .xlsx";
    import_not_a_workbook(why: &str): "No es un libro de planillas legible: {why}" | "Não é uma planilha legível: {why}" | "Not a readable workbook: {why}";
    import_unpacks_too_big: "El libro se descomprime a un tamaño inseguro" | "A planilha se descompacta em um tamanho inseguro" | "The workbook unpacks to more than is safe";
    import_no_such_sheet(names: &str): "No hay esa hoja; las que hay: {names}" | "Não há essa planilha; as que há: {names}" | "There is no such sheet; there are: {names}";
    import_unknown_encoding(name: &str): "Codificación desconocida: {name}" | "Codificação desconhecida: {name}" | "Unknown encoding: {name}";
    import_bad_separator: "Ese carácter no puede ser separador" | "Esse caractere não pode ser separador" | "This character cannot be a separator";
    import_no_header_on(line: u64): "No hay encabezado en la fila {line}" | "Não há cabeçalho na linha {line}" | "There is no header on row {line}";
    import_too_many_columns(count: i64): "Tiene {count} columnas, más de las que se leen" | "Tem {count} colunas, mais do que se lê" | "It has {count} columns, more than are read";
}
