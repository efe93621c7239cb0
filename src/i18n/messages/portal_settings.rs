//! Texts of the settings of the customers' portal.

use crate::messages;

messages! {
    portal_entry_lead: "Acceso, textos, color y qué datos ve y cambia cada cliente." | "Acesso, textos, cor e quais dados cada cliente vê e altera." | "Access, texts, colour, and which data each customer sees and changes.";
    portal_address: "Dirección para sus clientes:" | "Endereço para seus clientes:" | "Address for your customers:";
    portal_address_copy: "Copiar la dirección del portal" | "Copiar o endereço do portal" | "Copy the address of the portal";
    portal_access: "Acceso" | "Acesso" | "Access";
    portal_access_lead: "Cómo entran sus clientes." | "Como seus clientes entram." | "How your customers come in.";
    portal_enabled: "Portal abierto" | "Portal aberto" | "Portal open";
    portal_enabled_help: "Entran los clientes activos a los que alguna vez se les envió el acceso; los demás no pueden pedirlo por su cuenta. Al cerrarlo nadie puede entrar; cuentas y contraseñas se conservan." | "Entram os clientes ativos que alguma vez receberam o acesso; os demais não podem pedi-lo por conta própria. Ao fechá-lo ninguém pode entrar; contas e senhas são conservadas." | "Active customers enter who were sent the access once; others cannot ask for it by themselves. While it is closed nobody can enter; accounts and passwords are kept.";
    portal_secret: "Qué lleva el e-mail de «Regenerar contraseña»" | "O que leva o e-mail de «Gerar nova senha»" | "What the mail of a new password carries";
    portal_secret_help: "Con cualquiera de los dos, el cliente elige su propia contraseña antes de ver nada." | "Com qualquer um dos dois, o cliente escolhe a própria senha antes de ver qualquer coisa." | "With either, customers choose a password of their own before they see anything.";
    portal_secret_password: "Contraseña temporal y enlace" | "Senha temporária e link" | "Temporary password and link";
    portal_secret_link: "Solo enlace" | "Só o link" | "Link only";
    portal_hours: "Horas que sirve" | "Horas de validade" | "Hours for which it works";
    portal_hours_help(most: i64): "De 1 a {most}." | "De 1 a {most}." | "From 1 to {most}.";
    portal_hours_wrong(most: i64): "Escriba un número entero de 1 a {most}." | "Digite um número inteiro de 1 a {most}." | "Type a whole number from 1 to {most}.";
    portal_min_password: "Largo mínimo de las contraseñas" | "Tamanho mínimo das senhas" | "Shortest passwords";
    portal_min_password_help(least: usize, most: usize): "De {least} a {most} caracteres. Vale para las contraseñas nuevas." | "De {least} a {most} caracteres. Vale para as senhas novas." | "From {least} to {most} characters. Holds for new passwords.";
    portal_min_password_wrong(least: usize, most: usize): "Escriba un número entero de {least} a {most}." | "Digite um número inteiro de {least} a {most}." | "Type a whole number from {least} to {most}.";
    portal_look: "Apariencia" | "Aparência" | "Look";
    portal_look_lead: "Lo que sus clientes leen y el color que reconocen." | "O que seus clientes leem e a cor que reconhecem." | "What your customers read, and the colour that they know.";
    portal_welcome: "Bienvenida" | "Boas-vindas" | "Welcome";
    portal_welcome_help: "Aparece al ingresar y en el inicio. Texto simple, hasta 500 caracteres." | "Aparece na entrada e no início. Texto simples, até 500 caracteres." | "Shown at sign-in and on the start page. Plain text, up to 500 characters.";
    portal_help: "Ayuda" | "Ajuda" | "Help";
    portal_help_help: "Al pie de todas las páginas: teléfono, horario, dirección. Hasta 500 caracteres." | "No rodapé de todas as páginas: telefone, horário, endereço. Até 500 caracteres." | "At the foot of every page: phone, hours, address. Up to 500 characters.";
    portal_text_too_long(most: usize): "Es largo: use {most} caracteres como máximo." | "É longo: use no máximo {most} caracteres." | "It is long: use {most} characters at most.";
    portal_colour: "Color" | "Cor" | "Colour";
    portal_colour_help: "Es el de la barra y los botones. En enlaces y bordes el portal toma su tono y ajusta la claridad para que todo se lea bien, de día y de noche." | "É a da barra e dos botões. Em links e bordas o portal toma o tom e ajusta a claridade para que tudo seja bem lido, de dia e de noite." | "The bar and the buttons have it. For links and lines the portal takes its hue and sets the lightness so that everything is legible, by day and by night.";
    portal_colour_show: "Ver el color" | "Ver a cor" | "Show the colour";
    portal_colour_wrong: "Elija un color, por ejemplo #0f5c63." | "Escolha uma cor, por exemplo #0f5c63." | "Choose a colour, for example #0f5c63.";
    portal_opens: "Qué encuentra el cliente" | "O que o cliente encontra" | "What customers find";
    portal_opens_lead: "Lo que se apaga no aparece en el menú y su dirección no existe." | "O que é desligado não aparece no menu e seu endereço não existe." | "What is off is not in the menu, and its address does not exist.";
    portal_open_invoices_help: "Sus facturas y notas de crédito, con el PDF." | "Suas faturas e notas de crédito, com o PDF." | "Their invoices and credit notes, with the PDF.";
    portal_open_pays_help: "Pagar una factura con una de sus tarjetas, desde la página de la factura." | "Pagar uma fatura com um dos seus cartões, na página da fatura." | "Pay an invoice with one of their cards, on the page of the invoice.";
    portal_open_payments_help: "Los pagos que se registraron o se cobraron." | "Os pagamentos registrados ou cobrados." | "Payments that were registered or charged.";
    portal_open_cards_help: "Agregar tarjetas, elegir cuál se cobra y eliminarlas." | "Adicionar cartões, escolher qual é cobrado e excluí-los." | "Add cards, choose which one is charged, and remove them.";
    portal_open_subscriptions_help: "Sus planes, cuánto cuestan y cuándo se cobran." | "Seus planos, quanto custam e quando são cobrados." | "Their plans, what they cost and when they are charged.";
    portal_fields: "Datos del cliente" | "Dados do cliente" | "Customer's data";
    portal_fields_lead: "Qué ve cada cliente de su ficha y qué puede cambiar. Las marcas y las observaciones no se muestran nunca." | "O que cada cliente vê da própria ficha e o que pode alterar. As marcas e as observações nunca são mostradas." | "What customers see of their record and what they may change. Marks and remarks are never shown.";
    portal_field_hidden: "No lo ve" | "Não vê" | "Does not see it";
    portal_field_seen: "Lo ve" | "Vê" | "Sees it";
    portal_field_edited: "Lo ve y lo cambia" | "Vê e altera" | "Sees and changes it";
    portal_visible_fields: "Datos que ve el cliente" | "Dados que o cliente vê" | "Data that customers see";
    portal_editable_fields: "Datos que cambia el cliente" | "Dados que o cliente altera" | "Data that customers change";
    portal_saved: "La configuración del portal quedó guardada." | "A configuração do portal foi salva." | "The settings of the portal were saved.";
}
