//! Remarks as staff leave them: short, long, of several lines, with quotes.

use super::draft::Draft;

#[rustfmt::skip]
const SPANISH: [&str; 16] = [
    "Llamar después de las 18.",
    "Prefiere WhatsApp.",
    "Pide factura a nombre de la empresa.",
    "Dejar la factura en portería; el timbre no anda.",
    "Antes de ir, avisar: hay perro.",
    "Paga siempre el 5 de cada mes.\nNo mandar recordatorios antes.",
    "Vino recomendado por su hermana.",
    "Dijo: \"si vuelve a cortarse el sábado, me doy de baja\".",
    "Cliente desde antes de la mudanza.\n\nDocumentación completa en la carpeta azul.",
    "El contacto administrativo es 'la Negra', no el titular.",
    "Quiere pasar a débito automático; falta que firme el formulario.",
    "Instalación en altura (torre de 12 m).\nLlevar escalera y arnés.\nAutorizó el dueño del campo.",
    "Pagó dos veces en marzo: se le acreditó la diferencia en abril.",
    "Atiende de 8 a 12 y de 16 a 20. Lunes, cerrado.",
    "Solicita que la descripción del servicio diga «Conectividad — sede administrativa», porque su contador rechaza cualquier otra redacción; se acordó por teléfono y quedó en usar ese texto hasta nuevo aviso.",
    "Reclamo 4471 cerrado.\nReclamo 4502 abierto: señal baja cuando llueve; revisar el conector del techo & la fuente <12 V>.",
];

#[rustfmt::skip]
const PORTUGUESE: [&str; 8] = [
    "Ligar depois das 18h.",
    "Prefere WhatsApp.",
    "Pede nota fiscal em nome da empresa.",
    "Paga sempre no dia 5.\nNão enviar lembretes antes.",
    "Deixar o boleto na portaria; o interfone não funciona.",
    "Disse: \"se cair de novo no sábado, cancelo\".",
    "Cliente desde antes da mudança.\n\nDocumentação completa na pasta azul.",
    "Instalação no telhado (3º andar).\nLevar escada e cinto.\nAutorização com a síndica.",
];

/// One of them.
pub(super) fn remark(draft: &mut Draft) -> String {
    let list: &[&'static str] = if draft.nation.is_portuguese { &PORTUGUESE } else { &SPANISH };
    draft.dice.pick(list).to_owned()
}
