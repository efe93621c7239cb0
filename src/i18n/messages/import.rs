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
}
