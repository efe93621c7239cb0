//! What is wrong or doubtful with a value: the sentence beside a field and in the result of an import.

use crate::messages;

messages! {
    problem_required: "Falta este dato" | "Falta este dado" | "This is needed";
    problem_too_long(most: i64): "Tiene más de {most} caracteres" | "Tem mais de {most} caracteres" | "It has more than {most} characters";
    problem_characters: "Contiene caracteres que no son texto" | "Contém caracteres que não são texto" | "It holds characters that are not text";
    problem_number: "No es un número entero" | "Não é um número inteiro" | "This is not a whole number";
    problem_range(least: i64, most: i64): "Debe estar entre {least} y {most}" | "Deve estar entre {least} e {most}" | "It must be between {least} and {most}";
    problem_percent: "No es un porcentaje de 0 a 100 con dos decimales como máximo" | "Não é uma porcentagem de 0 a 100 com no máximo duas casas decimais" | "This is not a percentage from 0 to 100 with two decimals at most";
    problem_date: "No es un día del calendario" | "Não é um dia do calendário" | "This is not a day of the calendar";
    problem_choice: "No es una de las opciones" | "Não é uma das opções" | "This is not one of the options";
    problem_reference: "No existe o ya no se ofrece" | "Não existe ou não é mais oferecido" | "It does not exist or is no longer offered";
    problem_email: "No es una dirección de e-mail" | "Não é um endereço de e-mail" | "This is not an e-mail address";
    problem_email_at: "A la dirección le falta algo antes o después de la arroba" | "Falta algo antes ou depois da arroba" | "Something is missing before or after the at sign";
    problem_email_several: "Hay más de una dirección: el resto va en «E-mails a notificar»" | "Há mais de um endereço: os outros vão em «E-mails a notificar»" | "There is more than one address: the others belong to «E-mails to notify»";
    problem_email_domain: "El dominio del e-mail no es correcto" | "O domínio do e-mail não está correto" | "The domain of the e-mail is not right";
    problem_email_in_list(address: &str): "{address} no es una dirección de e-mail" | "{address} não é um endereço de e-mail" | "{address} is not an e-mail address";
    problem_url: "No es una dirección web" | "Não é um endereço da web" | "This is not a web address";
    problem_identity_empty(label: &str): "Falta el número de {label}" | "Falta o número de {label}" | "The number of the {label} is missing";
    problem_identity_length(label: &str, expected: &str): "{label} lleva {expected} caracteres" | "{label} tem {expected} caracteres" | "{label} has {expected} characters";
    problem_identity_characters(label: &str): "{label} no lleva esos caracteres" | "{label} não tem esses caracteres" | "{label} does not have these characters";
    problem_identity_check(label: &str): "El dígito verificador de {label} no es correcto" | "O dígito verificador de {label} não está correto" | "The check digit of the {label} is not right";
    problem_identity_date(label: &str): "La fecha dentro de {label} no existe" | "A data dentro de {label} não existe" | "The date inside the {label} does not exist";
    problem_identity_province(label: &str): "La provincia dentro de {label} no existe" | "O estado dentro de {label} não existe" | "The state inside the {label} does not exist";
    problem_identity_class(label: &str): "{label} no existe con esos primeros o últimos caracteres" | "{label} não existe com esses primeiros ou últimos caracteres" | "No {label} has these first or last characters";
    problem_identity_repeated(label: &str): "{label} no puede ser un mismo dígito repetido" | "{label} não pode ser um mesmo dígito repetido" | "{label} cannot be one digit repeated";
    problem_identity_doubt_check(label: &str): "El dígito verificador de {label} no coincide: revíselo. Se guarda como está" | "O dígito verificador de {label} não confere: verifique. Fica como está" | "The check digit of the {label} does not compute: look again. It is kept as it is";
    problem_identity_doubt_prefix(label: &str): "Los primeros caracteres de {label} son poco comunes: revíselos. Se guarda como está" | "Os primeiros caracteres de {label} são incomuns: verifique. Fica como está" | "The first characters of the {label} are unusual: look again. It is kept as it is";
    problem_identity_type: "El tipo no es del país del cliente" | "O tipo não é do país do cliente" | "The type is not one of the customer's country";
    problem_phone: "Ningún plan de numeración conoce este teléfono: se guarda como está" | "Nenhum plano de numeração conhece este telefone: fica como está" | "No number plan knows this phone: it is kept as it is";
    problem_phone_several: "Parece más de un teléfono: se guarda como está" | "Parece mais de um telefone: fica como está" | "This looks like more than one phone: it is kept as it is";
    problem_rounded(text: &str): "Una planilla redondeó este número ({text}) y perdió dígitos" | "Uma planilha arredondou este número ({text}) e perdeu dígitos" | "A spreadsheet rounded this number ({text}) and lost digits";
    problem_too_many(most: i64): "Son más de {most}" | "São mais de {most}" | "There are more than {most}";
    problem_iban: "No es un IBAN correcto" | "Não é um IBAN correto" | "This is not a right IBAN";
    problem_bic: "No es un código BIC" | "Não é um código BIC" | "This is not a BIC";
    problem_bank_account: "Los dígitos de control de la cuenta no son correctos" | "Os dígitos de controle da conta não estão corretos" | "The check digits of the account are not right";
    problem_taken: "Otro cliente ya lo tiene" | "Outro cliente já tem" | "Another customer has it already";
    problem_taken_by(id: i64, name: &str): "Ya lo tiene el cliente {id} {name}" | "O cliente {id} {name} já tem" | "Customer {id} {name} has it already";
    problem_locked_create: "Solo se elige al crear el cliente" | "Só se escolhe ao criar o cliente" | "It is only chosen when the customer is created";
    problem_locked_start: "El número tributario no se modifica una vez cargado" | "O número fiscal não se altera depois de informado" | "The tax ID is not changed once it is there";
    problem_locked_archived: "El cliente está archivado: restáurelo para editarlo" | "O cliente está arquivado: restaure para editar" | "The customer is archived: restore it to edit it";
    problem_locked_anonymized: "El cliente está anonimizado" | "O cliente está anonimizado" | "The customer is anonymised";
    problem_both_marks: "VIP y BAD se excluyen" | "VIP e BAD se excluem" | "VIP and BAD exclude each other";
    problem_main_in_list: "El e-mail principal ya recibe los avisos: se quitó de la lista" | "O e-mail principal já recebe os avisos: foi retirado da lista" | "The main e-mail is notified anyway: it was taken off the list";
    problem_renaming: "Su nombre figura en documentos emitidos" | "Seu nome consta em documentos emitidos" | "This name stands on issued documents";
    problem_card: "Parece un número de tarjeta, que nunca se guarda" | "Parece um número de cartão, que nunca é guardado" | "This looks like a card number, which is never kept";
}
