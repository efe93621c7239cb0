//! Invented names of companies and shops.

use super::random::{nth, shuffle};
use super::words::{self, Tongue};

/// The words of a language.
struct Words {
    trades: &'static [&'static str],
    cores: &'static [&'static str],
    ends: &'static [&'static str],
    sectors: &'static [&'static str],
    societies: &'static [&'static str],
    regions: &'static [&'static str],
}

#[rustfmt::skip]
const SPANISH: Words = Words {
    trades: &[
        "Ferretería", "Panadería", "Farmacia", "Librería", "Almacén", "Distribuidora", "Transportes", "Estudio Contable",
        "Restaurante", "Hotel", "Veterinaria", "Óptica", "Carnicería", "Verdulería", "Corralón", "Vivero", "Imprenta",
        "Papelería", "Taller Mecánico", "Peluquería", "Lavandería", "Heladería", "Confitería", "Bodega", "Aserradero",
        "Frigorífico", "Agropecuaria", "Constructora", "Inmobiliaria", "Clínica", "Laboratorio", "Jardín de Infantes",
        "Colegio", "Gimnasio", "Cerrajería", "Tienda", "Mueblería", "Bazar", "Zapatería", "Juguetería", "Cabañas", "Hostería",
        "Estación de Servicio", "Gomería", "Casa de Repuestos", "Pescadería", "Fiambrería", "Rotisería", "Maderera", "Metalúrgica",
    ],
    cores: &[
        "El Aromo", "La Esquina", "Los Aromos", "El Ñandú", "La Cigüeña", "El Tornillo", "La Espiga", "Los Álamos", "El Quebracho",
        "La Estrella", "Santa Brígida", "San Onofre", "El Mirador", "La Loma", "Los Tilos", "El Molino", "La Querencia", "Del Camino",
        "Buen Día", "El Amanecer", "La Araucaria", "El Ceibal", "Las Camelias", "Los Nogales", "El Faro", "La Brújula", "El Puente",
        "La Ribera", "Las Golondrinas", "El Zorzal", "El Picaflor", "La Calandria", "Los Cóndores", "El Halcón", "La Campiña",
        "El Trébol", "La Herradura", "El Clavel", "La Magnolia", "El Jazmín", "La Higuera", "El Olivar", "La Vendimia", "El Lagar",
        "La Rueda", "El Fogón", "La Posta", "El Resero", "La Pulpería", "El Rincón", "La Plaza", "El Puerto", "La Bahía", "El Timón",
        "La Gaviota", "El Delfín", "La Sirena", "El Coral", "La Perlita", "El Cafetal", "La Palma", "El Cacao", "La Panela", "El Maizal",
        "La Milpa", "El Nopal", "La Jacaranda", "El Mezquite", "El Colibrí", "La Mariposa", "El Quetzal", "La Cascada", "El Manantial",
        "La Quebrada", "El Páramo", "La Sabana", "El Llano", "La Cumbre", "El Volcán", "La Nevada", "El Salar", "La Puna", "El Altillo",
        "La Buhardilla", "El Zaguán", "La Veranda", "El Patio", "La Huerta", "El Parral", "La Noria", "El Aljibe", "La Tranquera",
    ],
    ends: &[
        "", "Hermanos", "e Hijos", "del Sur", "del Norte", "del Este", "del Oeste", "Central", "& Asociados", "Express", "Express II",
        "de la Costa", "de la Sierra", "del Valle", "del Centro", "Mayorista", "Integral", "24 Horas", "Gourmet", "Natural", "y Cía.",
        "Nueva Época", "Don Anselmo", "Doña Eulalia",
    ],
    sectors: &[
        "Telecomunicaciones", "Logística", "Ingeniería", "Consultores", "Energía", "Alimentos", "Textil", "Minería", "Agro", "Software",
        "Seguridad", "Servicios Ambientales", "Instalaciones", "Exportaciones", "Comercial", "Medios", "Turismo", "Salud", "Envases", "Pinturas",
        "Climatización", "Maquinarias", "Semillas", "Vidrios", "Redes", "Electrónica", "Electricidad", "Cosméticos", "Calzados", "Lácteos",
    ],
    societies: &[
        "Cooperativa de Servicios Públicos", "Cooperativa Agrícola", "Cooperativa de Trabajo", "Cooperativa de Vivienda", "Asociación Vecinal",
        "Asociación Civil", "Club Deportivo", "Club Social", "Fundación", "Sociedad de Fomento", "Biblioteca Popular", "Cámara de Comercio",
        "Consorcio de Propietarios", "Junta de Riego", "Centro Cultural", "Mutual",
    ],
    regions: &[
        "", "del Sur", "del Norte", "del Este", "del Oeste", "de la Costa", "de la Sierra", "del Valle", "del Centro", "de la Ribera Alta",
        "y Parajes Vecinos", "y Alrededores", "Limitada", "del Km 14", "de los Pioneros", "1.º de Mayo",
    ],
};

#[rustfmt::skip]
const PORTUGUESE: Words = Words {
    trades: &[
        "Padaria", "Farmácia", "Mercearia", "Papelaria", "Livraria", "Oficina Mecânica", "Pousada", "Lanchonete", "Açougue", "Floricultura",
        "Transportadora", "Construtora", "Contabilidade", "Clínica", "Ótica", "Sorveteria", "Confecções", "Auto Peças", "Marcenaria", "Gráfica",
        "Pizzaria", "Churrascaria", "Academia", "Escola", "Creche", "Laboratório", "Imobiliária", "Atacado", "Serralheria", "Lavanderia",
    ],
    cores: &[
        "Bela Manhã", "Ipê Roxo", "Sabiá", "Boa Esperança", "Estrela da Serra", "Pão de Mel", "Flor de Liz", "São Benedito", "Santa Edwiges",
        "Beija-Flor", "Bem-te-vi", "Jabuticaba", "Pitanga", "Cajueiro", "Araçá", "Capivara", "Tucano", "Maré Cheia", "Luar", "Girassol",
        "Manjericão", "Alecrim", "Canção", "Coração", "Imaginação", "União", "Três Irmãos", "Quatro Estações", "Recanto", "Varanda",
        "Aconchego", "Porteira", "Chapadão", "Cachoeira", "Ribeirão", "Igarapé", "Jangada", "Farol", "Âncora", "Mirante",
    ],
    ends: &[
        "", "Irmãos", "& Filhos", "do Sul", "do Norte", "do Leste", "do Oeste", "Central", "& Associados", "Expresso", "da Praia", "da Serra",
        "do Vale", "do Centro", "Atacadista", "Integral", "24 Horas", "Natural",
    ],
    sectors: &[
        "Telecomunicações", "Logística", "Engenharia", "Consultoria", "Energia", "Alimentos", "Têxtil", "Mineração", "Agropecuária", "Sistemas",
        "Segurança", "Soluções Ambientais", "Instalações", "Exportação", "Comércio", "Mídia", "Turismo", "Saúde", "Embalagens", "Tintas",
        "Climatização", "Máquinas", "Sementes", "Vidros", "Redes", "Eletrônica", "Materiais Elétricos", "Cosméticos", "Calçados", "Laticínios",
    ],
    societies: &[
        "Cooperativa Agrícola", "Cooperativa de Crédito", "Cooperativa de Trabalho", "Associação de Moradores", "Associação Comercial",
        "Clube Esportivo", "Fundação", "Instituto", "Condomínio", "Sindicato Rural", "Biblioteca Comunitária", "Centro Cultural",
    ],
    regions: &[
        "", "do Sul", "do Norte", "do Leste", "do Oeste", "da Praia", "da Serra", "do Vale", "do Centro", "e Arredores", "do Km 14", "dos Pioneiros",
    ],
};

#[rustfmt::skip]
const HEADS: [&str; 34] = [
    "Ande", "Pampa", "Norte", "Sura", "Alti", "Cordi", "Lito", "Plata", "Verde", "Sola", "Luna", "Marí", "Terra", "Aqua", "Fibra", "Nubo",
    "Yaku", "Inti", "Killa", "Ñanda", "Ombú", "Ceibo", "Tala", "Guara", "Para", "Uru", "Maya", "Aza", "Vento", "Brisa", "Roca", "Arena", "Caldé", "Quilmo",
];
#[rustfmt::skip]
const TAILS: [&str; 30] = [
    "nor", "sur", "mar", "tec", "red", "lux", "via", "lab", "plus", "data", "nova", "gen", "max", "pro", "link", "sol", "ría", "campo",
    "forte", "lar", "tel", "bit", "pack", "fruta", "med", "kraft", "zen", "duna", "bela", "cor",
];

/// A name without its form of company.
pub(super) struct Firm {
    pub(super) name: String,
    /// Whether a form of company suits it.
    pub(super) has_form: bool,
}

/// A shop or trade: «Ferretería El Aromo del Sur».
pub(super) fn shop(is_portuguese: bool, index: u64, key: u64) -> Firm {
    let words = words(is_portuguese);
    Firm { name: three(words.trades, words.cores, words.ends, index, key), has_form: true }
}

/// A coined name and what it does: «Andenor Logística».
pub(super) fn coined(is_portuguese: bool, index: u64, key: u64) -> Firm {
    let sectors = words(is_portuguese).sectors;
    let size = (HEADS.len() * TAILS.len() * sectors.len()) as u64;
    let at = shuffle(index, size, key);
    let (at, sector) = (at / sectors.len() as u64, at % sectors.len() as u64);
    let (head, tail) = (at / TAILS.len() as u64, at % TAILS.len() as u64);
    Firm {
        name: format!("{}{} {}", nth(&HEADS, head), nth(&TAILS, tail), nth(sectors, sector)),
        has_form: true,
    }
}

/// Two partners: «Quiroga & Ledesma Ingeniería».
pub(super) fn partners(is_portuguese: bool, tongue: &Tongue, index: u64, key: u64) -> Firm {
    let sectors = words(is_portuguese).sectors;
    let (one, other, sector) = words::partners(tongue, sectors.len() as u64, index, key);
    Firm { name: format!("{one} & {other} {}", nth(sectors, sector)), has_form: true }
}

/// A cooperative, club or foundation, some with names as long as such names are.
pub(super) fn society(is_portuguese: bool, index: u64, key: u64) -> Firm {
    let words = words(is_portuguese);
    let mut name = three(words.societies, words.cores, words.regions, index, key);
    if index.is_multiple_of(5) {
        name.push_str(if is_portuguese {
            " de Produtores, Prestadores de Serviços e Consumidores da Região Metropolitana e Municípios Vizinhos Limitada"
        } else {
            " de Provisión de Electricidad, Agua Potable, Telefonía, Vivienda y Otros Servicios para Pobladores Rurales Limitada"
        });
    }
    Firm { name, has_form: false }
}

fn words(is_portuguese: bool) -> &'static Words {
    if is_portuguese { &PORTUGUESE } else { &SPANISH }
}

/// A word of each list: another choice for each index, as long as there are choices.
fn three(
    first: &[&'static str],
    second: &[&'static str],
    third: &[&'static str],
    index: u64,
    key: u64,
) -> String {
    let size = (first.len() * second.len() * third.len()) as u64;
    let at = shuffle(index, size, key);
    let (at, c) = (at / third.len() as u64, at % third.len() as u64);
    let (a, b) = (at / second.len() as u64, at % second.len() as u64);
    let words = [nth(first, a), nth(second, b), nth(third, c)];
    words.join(" ").trim_end().to_owned()
}
