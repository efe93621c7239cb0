//! What is wrong with a value, and how to put it right.

use crate::messages;

messages! {
    problem_required: "Falta este dato." | "Falta este dado." | "This is missing.";
    problem_too_long(max: usize): "Es demasiado largo: admite hasta {max} caracteres." | "É longo demais: aceita até {max} caracteres." | "It is too long: up to {max} characters fit.";
    problem_characters: "Contiene un carácter que no se puede guardar. Vuelva a escribirlo." | "Contém um caractere que não pode ser salvo. Digite de novo." | "It contains a character that cannot be kept. Type it again.";
    problem_number: "Debe ser un número entero, por ejemplo 25." | "Deve ser um número inteiro, por exemplo 25." | "It must be a whole number, for example 25.";
    problem_range(min: i64, max: i64): "Debe estar entre {min} y {max}." | "Deve estar entre {min} e {max}." | "It must be between {min} and {max}.";
    problem_percent: "Debe ser un porcentaje de 0 a 100 con dos decimales como máximo, por ejemplo 12,5." | "Deve ser uma porcentagem de 0 a 100 com no máximo duas casas decimais, por exemplo 12,5." | "It must be a percentage from 0 to 100 with two decimals at most, for example 12.5.";
    problem_date: "No es una fecha del calendario. Escríbala como 22/11/2026." | "Não é uma data do calendário. Escreva como 22/11/2026." | "It is not a day of the calendar. Write it as 22/11/2026.";
    problem_future: "Ese día todavía no llegó. Revise el año." | "Esse dia ainda não chegou. Confira o ano." | "That day has not come yet. Check the year.";
    problem_choice: "No es una de las opciones. Elija una de la lista." | "Não é uma das opções. Escolha uma da lista." | "It is not one of the options. Choose one from the list.";
    problem_reference: "Ya no está disponible. Elija otra opción de la lista." | "Não está mais disponível. Escolha outra opção da lista." | "It is no longer available. Choose another option from the list.";
    problem_email_in_list(address: &str): "«{address}» no es una dirección de e-mail. Sepárelas con comas." | "«{address}» não é um endereço de e-mail. Separe com vírgulas." | "“{address}” is not an e-mail address. Separate them with commas.";
    problem_login: "Lleva de 3 a 60 letras, cifras, puntos o guiones, sin espacios ni «@», por ejemplo ana.ruiz." | "Tem de 3 a 60 letras, algarismos, pontos ou hífens, sem espaços nem «@», por exemplo ana.ruiz." | "It has 3 to 60 letters, figures, dots, dashes or underscores, without spaces or “@”, for example ana.ruiz.";
    problem_url: "No es una dirección web. Escríbala como https://ejemplo.com." | "Não é um endereço web. Escreva como https://exemplo.com." | "It is not a web address. Write it as https://example.com.";
    problem_identity_type: "Este tipo no es del país elegido." | "Este tipo não é do país escolhido." | "This type does not belong to the chosen country.";
    problem_too_many(max: usize): "Son demasiados: caben hasta {max}." | "São muitos: cabem até {max}." | "There are too many: up to {max} fit.";
    problem_iban: "El IBAN no es válido: revise las cifras, algún dígito no coincide." | "O IBAN não é válido: confira os números, algum dígito não confere." | "The IBAN is not valid: check the figures, a digit does not match.";
    problem_bic: "El BIC tiene 8 u 11 letras y cifras, por ejemplo BBVAARBA." | "O BIC tem 8 ou 11 letras e números, por exemplo BBVABRSP." | "A BIC has 8 or 11 letters and figures, for example BBVAARBA.";
    problem_bank_account: "El número de cuenta no es válido: revise las cifras, algún dígito no coincide." | "O número da conta não é válido: confira os números, algum dígito não confere." | "The account number is not valid: check the figures, a digit does not match.";
    problem_taken_by(id: i64, name: &str): "Ya lo tiene el cliente {id}, {name}. No puede repetirse." | "Já pertence ao cliente {id}, {name}. Não pode se repetir." | "Customer {id}, {name}, already has it. It cannot be repeated.";
    problem_taken: "Ya lo tiene otro cliente. No puede repetirse." | "Já pertence a outro cliente. Não pode se repetir." | "Another customer already has it. It cannot be repeated.";
    problem_not_in_bulk: "No se puede cambiar en muchos clientes a la vez." | "Não pode ser mudado em muitos clientes de uma vez." | "It cannot be changed for many customers at once.";
    problem_both_marks: "Un cliente no puede ser VIP y BAD a la vez." | "Um cliente não pode ser VIP e BAD ao mesmo tempo." | "A customer cannot be VIP and BAD at once.";
    problem_main_in_list: "El e-mail de contacto ya recibe las facturas: se quitó de los e-mails a notificar." | "O e-mail de contato já recebe as faturas: foi retirado dos e-mails a notificar." | "The contact e-mail already gets the invoices: it was taken off the e-mails to notify.";
    problem_renaming: "Cambiar el nombre puede confundir con la facturación: confirme que es el mismo cliente." | "Mudar o nome pode confundir o faturamento: confirme que é o mesmo cliente." | "Changing the name may confuse billing: confirm that it is the same customer.";
    problem_card_number: "Parece un número de tarjeta completo. No se guardan: quítelo." | "Parece um número de cartão completo. Não são guardados: retire-o." | "It looks like a full card number. Those are never kept: take it out.";
    problem_rounded(text: &str): "«{text}» perdió cifras en la planilla." | "«{text}» perdeu algarismos na planilha." | "“{text}” lost digits in the spreadsheet.";
    email_too_long: "La dirección es demasiado larga." | "O endereço é longo demais." | "The address is too long.";
    email_at_sign: "Falta la @ con algo a cada lado, por ejemplo ana@ejemplo.com." | "Falta a @ com algo de cada lado, por exemplo ana@exemplo.com." | "The @ with something on both sides is missing, for example ana@example.com.";
    email_several: "Aquí va una sola dirección. Las demás van en «E-mails a notificar»." | "Aqui vai um só endereço. Os demais vão em «E-mails a notificar»." | "Only one address goes here. The others go into “E-mails to notify”.";
    email_local: "La parte antes de la @ tiene un signo que no corresponde." | "A parte antes da @ tem um sinal que não cabe." | "The part before the @ has a sign that does not belong there.";
    email_domain: "Revise lo que sigue a la @, por ejemplo ejemplo.com." | "Confira o que vem depois da @, por exemplo exemplo.com." | "Check what follows the @, for example example.com.";
    identity_empty(kind: &str): "Escriba el número de {kind}." | "Escreva o número de {kind}." | "Type the {kind} number.";
    identity_length(kind: &str, expected: &str): "{kind}: debe tener {expected} caracteres, sin contar puntos y guiones." | "{kind}: deve ter {expected} caracteres, sem contar pontos e traços." | "{kind}: it must have {expected} characters, dots and hyphens aside.";
    identity_lengths(least: &str, most: &str): "de {least} a {most}" | "de {least} a {most}" | "from {least} to {most}";
    identity_characters(kind: &str): "{kind}: hay un carácter que no corresponde." | "{kind}: há um caractere que não cabe." | "{kind}: a character does not belong there.";
    identity_check_digit(kind: &str): "{kind}: el dígito verificador no coincide. Revise las cifras." | "{kind}: o dígito verificador não confere. Confira os números." | "{kind}: the check digit does not match. Check the figures.";
    identity_date(kind: &str): "{kind}: la fecha que contiene no existe." | "{kind}: a data contida não existe." | "{kind}: the date inside it does not exist.";
    identity_province(kind: &str): "{kind}: la provincia que indica no existe." | "{kind}: a província indicada não existe." | "{kind}: the province it names does not exist.";
    identity_prefix(kind: &str): "{kind}: no empieza como los números de este tipo." | "{kind}: não começa como os números deste tipo." | "{kind}: it does not begin as numbers of this type do.";
    identity_suffix(kind: &str): "{kind}: no termina como los números de este tipo." | "{kind}: não termina como os números deste tipo." | "{kind}: it does not end as numbers of this type do.";
    identity_repeated(kind: &str): "{kind}: un número de una sola cifra repetida no es válido." | "{kind}: um número com um só algarismo repetido não é válido." | "{kind}: one figure repeated is no valid number.";
    doubt_kept: "Se guardó como lo escribió." | "Foi salvo como digitado." | "It was kept as typed.";
    doubt_check_digit(kind: &str): "{kind}: el dígito verificador no coincide, aunque existen números así. Revíselo." | "{kind}: o dígito verificador não confere, embora existam números assim. Confira." | "{kind}: the check digit does not match, though such numbers exist. Check it.";
    doubt_prefix(kind: &str): "{kind}: empieza de un modo poco común. Revíselo." | "{kind}: começa de um modo incomum. Confira." | "{kind}: it begins in an unusual way. Check it.";
    doubt_phone_rounded: "El número perdió cifras en una planilla: pídalo de nuevo." | "O número perdeu algarismos em uma planilha: peça de novo." | "The number lost digits in a spreadsheet: ask for it again.";
    doubt_phone_several: "Parece haber más de un número: ponga cada uno en su renglón." | "Parece haver mais de um número: ponha cada um em sua linha." | "There seems to be more than one number: put each on its own line.";
    doubt_phone_invalid: "No es un teléfono válido en el país." | "Não é um telefone válido no país." | "It is not a valid phone in the country.";
    doubt_postal_code: "No tiene la forma de los códigos postales del país." | "Não tem o formato dos códigos postais do país." | "It does not look like a postal code of the country.";
    lock_create_only: "Se elige al crear el cliente y después no cambia." | "É escolhida ao criar o cliente e depois não muda." | "It is chosen when the customer is created and does not change afterwards.";
    lock_from_start: "No se puede modificar: el organismo fiscal valida las facturas con este número. Quien tiene permiso puede corregirlo indicando el motivo." | "Não pode ser alterado: o órgão fiscal valida as faturas com este número. Quem tem permissão pode corrigi-lo indicando o motivo." | "It cannot be changed: the tax authority validates invoices with this number. Those with permission may correct it and say why.";
    lock_archived: "El cliente está archivado. Restáurelo para editarlo." | "O cliente está arquivado. Restaure-o para editar." | "The customer is archived. Restore it to edit it.";
    lock_anonymized: "El cliente fue anonimizado y ya no se edita." | "O cliente foi anonimizado e não se edita mais." | "The customer was anonymised and can no longer be edited.";
}
