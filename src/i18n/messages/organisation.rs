//! Texts of the organisation's own page in the settings.

use crate::messages;

messages! {
    organisation_basic: "Datos y formatos" | "Dados e formatos" | "Data and formats";
    organisation_basic_lead: "Con qué nombre firma y cómo escribe números, fechas y horas." | "Com que nome assina e como escreve números, datas e horas." | "The name it signs with, and how it writes numbers, dates and times.";
    organisation_name: "Nombre de la organización" | "Nome da organização" | "Name of the organisation";
    organisation_name_help: "Se ve en el menú, en el ingreso y en lo que se imprime." | "Aparece no menu, na entrada e no que se imprime." | "Shown in the menu, at sign-in and on what is printed.";
    organisation_country: "País" | "País" | "Country";
    organisation_country_help: "El de los clientes nuevos, y el que decide las reglas fiscales por omisión." | "O dos novos clientes, e o que decide as regras fiscais por padrão." | "That of new customers; it also decides the default tax rules.";
    organisation_suggest: "Usar los valores de este país" | "Usar os valores deste país" | "Use this country's values";
    organisation_suggest_help: "Propone moneda, zona horaria y números del país elegido. No guarda nada todavía." | "Propõe moeda, fuso horário e números do país escolhido. Ainda não salva nada." | "Proposes the currency, time zone and numbers of the chosen country. Nothing is saved yet.";
    organisation_suggested(country: &str): "Estos son los valores de {country}. Revíselos y guarde." | "Estes são os valores de {country}. Revise-os e salve." | "These are the values of {country}. Review them and save.";
    organisation_currency: "Moneda" | "Moeda" | "Currency";
    organisation_currency_help: "La que se propone al crear un cliente." | "A que se propõe ao criar um cliente." | "The one proposed when a customer is created.";
    organisation_time_zone: "Zona horaria" | "Fuso horário" | "Time zone";
    organisation_time_zone_help: "La de todas las fechas y horas del panel." | "O de todas as datas e horas do painel." | "That of all dates and times in the panel.";
    organisation_language: "Idioma" | "Idioma" | "Language";
    organisation_language_help: "Para quien no eligió otro en su cuenta." | "Para quem não escolheu outro na própria conta." | "For those who chose no other in their account.";
    organisation_number_style: "Números" | "Números" | "Numbers";
    organisation_number_by_country: "Como en el país" | "Como no país" | "As in the country";
    organisation_customers: "Clientes" | "Clientes" | "Customers";
    organisation_customers_lead: "Lo que se pide al crear y editar un cliente. El nombre siempre es obligatorio." | "O que se pede ao criar e editar um cliente. O nome é sempre obrigatório." | "What is asked when a customer is created or edited. The name is always required.";
    organisation_person_kind: "Tipo de persona por omisión" | "Tipo de pessoa padrão" | "Default person type";
    organisation_person_kind_help: "El que viene elegido en el formulario de alta." | "O que vem escolhido no formulário de cadastro." | "The one already chosen in the form of a new customer.";
    organisation_all_four_names: "Exigir los 4 nombres" | "Exigir os 4 nomes" | "Require all 4 names";
    organisation_all_four_names_help: "Las personas físicas llevan primer y segundo nombre, primer y segundo apellido." | "As pessoas físicas levam primeiro e segundo nome, primeiro e segundo sobrenome." | "Individuals need first and second name, first and second surname.";
    organisation_required: "Datos obligatorios" | "Dados obrigatórios" | "Required data";
    organisation_required_lead: "Marque lo que no puede faltar. Los clientes que ya existen no cambian: se pide al editarlos." | "Marque o que não pode faltar. Os clientes que já existem não mudam: pede-se ao editá-los." | "Tick what may not be missing. Existing customers stay as they are: it is asked when they are edited.";
    organisation_tax_id_lock: "Bloqueo del número tributario" | "Bloqueio do número fiscal" | "Lock of the tax ID";
    organisation_tax_id_lock_lead: "Desde cuándo deja de poder cambiarse. Uno vacío siempre se puede completar, y quien tenga permiso puede corregirlo con un motivo." | "A partir de quando não pode mais ser alterado. Um vazio sempre pode ser preenchido, e quem tiver permissão pode corrigi-lo com um motivo." | "From when on it cannot be changed. An empty one may always be filled in, and holders of the permission may correct it with a reason.";
    organisation_lock_by_country: "Según el país" | "Conforme o país" | "By country";
    organisation_lock_by_country_start(country: &str): "En {country} el organismo fiscal autoriza las facturas: se bloquea desde el principio." | "Em {country} a autoridade fiscal autoriza as notas: bloqueia-se desde o início." | "In {country} the tax authority authorises invoices: it locks from the start.";
    organisation_lock_by_country_invoice(country: &str): "En {country} el organismo fiscal no autoriza cada factura: se bloquea después de la primera." | "Em {country} a autoridade fiscal não autoriza cada nota: bloqueia-se depois da primeira." | "In {country} the tax authority does not authorise each invoice: it locks after the first one.";
    organisation_lock_from_start: "Desde el principio" | "Desde o início" | "From the start";
    organisation_lock_from_start_help: "Apenas tiene un valor, no se cambia más." | "Assim que tem um valor, não se altera mais." | "As soon as it has a value it does not change.";
    organisation_lock_after_invoice: "Después de la primera factura" | "Depois da primeira nota" | "After the first invoice";
    organisation_lock_after_invoice_help: "Se corrige libremente hasta que sale la primera factura." | "Corrige-se livremente até sair a primeira nota." | "It can be corrected freely until the first invoice is issued.";
    organisation_lock_never: "Nunca" | "Nunca" | "Never";
    organisation_lock_never_help: "Siempre se puede cambiar. Úselo solo si no emite facturas desde aquí." | "Sempre pode ser alterado. Use só se não emite notas por aqui." | "It can always be changed. Only if you issue no invoices from here.";
    organisation_security: "Seguridad" | "Segurança" | "Security";
    organisation_security_lead: "Cómo ingresa su equipo." | "Como sua equipe entra." | "How your staff signs in.";
    organisation_second_factor: "Exigir segundo factor a todo el equipo" | "Exigir segundo fator de toda a equipe" | "Require a second factor of all staff";
    organisation_second_factor_help: "Quien no lo tenga deberá configurarlo antes de seguir, usted también." | "Quem não o tiver deverá configurá-lo antes de continuar, você também." | "Those without one must set it up before they go on, and so must you.";
    organisation_saved: "Se guardó la configuración. Rige desde ahora." | "A configuração foi salva. Vale a partir de agora." | "The settings were saved. They apply from now on.";
    organisation_unchanged: "No había nada que cambiar." | "Não havia nada a alterar." | "There was nothing to change.";
    organisation_zone_proposed(country: &str, zone: &str, left: &str): "{country} tiene otra zona horaria: le proponemos {zone} en lugar de {left}. Revísela y guarde; todavía no se guardó nada." | "{country} tem outro fuso horário: propomos {zone} no lugar de {left}. Revise e salve; nada foi salvo ainda." | "{country} has another time zone: we propose {zone} in place of {left}. Review it and save; nothing is saved yet.";
    organisation_still(country: &str, currency: &str): "La moneda sigue siendo {currency}, que no es la de {country}. Cámbiela aquí si hace falta." | "A moeda continua sendo {currency}, que não é a de {country}. Altere-a aqui se for preciso." | "The currency is still {currency}, which is not that of {country}. Change it here if needed.";
    organisation_conflict: "Alguien cambió la configuración mientras usted la editaba" | "Alguém alterou a configuração enquanto você a editava" | "Somebody changed the settings while you were editing";
    organisation_conflict_text: "No se guardó nada. Abajo está lo que usted escribió; esto es lo que ahora está guardado y difiere. Si guarda otra vez, queda lo suyo." | "Nada foi salvo. Abaixo está o que você digitou; isto é o que está salvo agora e difere. Se salvar de novo, fica o seu." | "Nothing was saved. Below is what you typed; this is what is stored now and differs. If you save again, yours stays.";
    organisation_country_wrong: "Elija un país de la lista." | "Escolha um país da lista." | "Choose a country from the list.";
    organisation_currency_wrong: "Elija una moneda de la lista." | "Escolha uma moeda da lista." | "Choose a currency from the list.";
    organisation_time_zone_wrong: "Elija una zona horaria de la lista." | "Escolha um fuso horário da lista." | "Choose a time zone from the list.";
    organisation_option_wrong: "Elija una de las opciones." | "Escolha uma das opções." | "Choose one of the options.";
    organisation_required_wrong: "Uno de los datos marcados no existe o no puede ser obligatorio." | "Um dos dados marcados não existe ou não pode ser obrigatório." | "One of the ticked items does not exist or cannot be required.";

}
