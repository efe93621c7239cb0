//! The words that names are put together from. Given names and surnames share no word, nor do the
//! surnames of the two languages: so different choices make different names.

use super::random::{nth, shuffle};

/// The given names and surnames of a language.
pub(super) struct Tongue {
    pub(super) female: &'static [&'static str],
    pub(super) male: &'static [&'static str],
    pub(super) surnames: &'static [&'static str],
}

#[rustfmt::skip]
pub(super) const SPANISH: Tongue = Tongue {
    female: &[
        "María", "Lucía", "Sofía", "Valentina", "Camila", "Florencia", "Julieta", "Carolina", "Gabriela", "Verónica",
        "Mónica", "Patricia", "Silvia", "Claudia", "Daniela", "Paula", "Natalia", "Alejandra", "Mariana", "Cecilia",
        "Adriana", "Lorena", "Romina", "Soledad", "Beatriz", "Graciela", "Norma", "Estela", "Rocío", "Agustina",
        "Martina", "Victoria", "Catalina", "Antonella", "Fernanda", "Elena", "Inés", "Begoña", "Teresa", "Pilar",
        "Isabel", "Ángela", "Yolanda", "Ximena", "Constanza", "Javiera", "Francisca", "Macarena", "Liliana", "Marcela",
        "Sandra", "Viviana", "Susana", "Raquel", "Irene", "Leticia", "Guadalupe", "Araceli", "Itzel", "Nélida",
    ],
    male: &[
        "José", "Juan", "Luis", "Carlos", "Jorge", "Miguel", "Diego", "Sebastián", "Matías", "Nicolás",
        "Joaquín", "Facundo", "Ramiro", "Gonzalo", "Rodrigo", "Federico", "Esteban", "Hernán", "Leandro", "Mauricio",
        "Andrés", "Felipe", "Tomás", "Ignacio", "Emiliano", "Maximiliano", "Ezequiel", "Germán", "Iván", "Óscar",
        "Raúl", "Héctor", "Rubén", "Víctor", "Hugo", "Alberto", "Eduardo", "Ricardo", "Roberto", "Fernando",
        "Manuel", "Antonio", "Francisco", "Rafael", "Pablo", "Pedro", "Sergio", "Javier", "Enrique", "Arturo",
        "Ernesto", "Gustavo", "Marcelo", "Walter", "Cristóbal", "Benjamín", "Jesús", "Ángel", "Julián", "Néstor",
    ],
    surnames: &[
        "González", "Rodríguez", "Gómez", "Fernández", "López", "Díaz", "Martínez", "Pérez", "García", "Sánchez",
        "Romero", "Sosa", "Torres", "Álvarez", "Ruiz", "Ramírez", "Flores", "Benítez", "Acosta", "Medina",
        "Herrera", "Suárez", "Aguirre", "Giménez", "Gutiérrez", "Pereyra", "Rojas", "Molina", "Castro", "Ortiz",
        "Núñez", "Luján", "Juárez", "Cabrera", "Ríos", "Morales", "Godoy", "Moreno", "Ferreyra", "Domínguez",
        "Carrizo", "Peralta", "Castillo", "Ledesma", "Quiroga", "Vega", "Vera", "Muñoz", "Ojeda", "Ponce",
        "Villalba", "Cardozo", "Navarro", "Coronel", "Vázquez", "Ramos", "Vargas", "Cáceres", "Figueroa", "Arias",
        "Córdoba", "Correa", "Maldonado", "Paz", "Rivero", "Miranda", "Farías", "Roldán", "Méndez", "Guzmán",
        "Agüero", "Hernández", "Bustos", "Ávila", "Velázquez", "Soria", "Barrios", "Reyes", "Soto", "Toledo",
        "Mansilla", "Chávez", "Ibáñez", "Peña", "Bravo", "Zárate", "Escobar", "Lucero", "Ayala", "Campos",
        "Espinoza", "Sepúlveda", "Contreras", "Fuentes", "Valenzuela", "Tapia", "Araya", "Cortés", "Riquelme", "Sandoval",
        "Restrepo", "Londoño", "Ospina", "Cárdenas", "Jaramillo", "Quintero", "Zapata", "Bedoya", "Arango", "Salazar",
        "Mendoza", "Quispe", "Mamani", "Huamán", "Condori", "Chuquimarca", "Guamán", "Yupanqui", "Villanueva", "Zambrano",
        "Cevallos", "Cedeño", "Intriago", "Andrade", "Montoya", "Hinojosa", "Treviño", "Garza", "Cantú", "Elizondo",
        "Zamora", "Ochoa", "Villarreal", "Olvera", "Bermúdez", "Etcheverry", "Echeverría", "Iturralde", "Urrutia", "Goñi",
        "De la Cruz", "De la Fuente", "Del Valle", "De los Ríos", "Bianchi", "Rossi", "Ferrari", "Colombo", "Schmidt", "Müller",
        "Weiss", "Kowalski", "Haddad", "Nakamura", "Larrañaga", "Güiraldes", "Pagani", "Ñancucheo", "D'Angelo", "O'Connor",
    ],
};

#[rustfmt::skip]
pub(super) const PORTUGUESE: Tongue = Tongue {
    female: &[
        "Ana", "Juliana", "Fernanda", "Patrícia", "Luciana", "Aline", "Bruna", "Camila", "Letícia", "Larissa",
        "Beatriz", "Vanessa", "Cláudia", "Simone", "Débora", "Tatiane", "Priscila", "Rafaela", "Thaís", "Júlia",
        "Helena", "Heloísa", "Lívia", "Antônia", "Francisca", "Conceição", "Aparecida", "Vitória", "Mônica", "Renata",
    ],
    male: &[
        "João", "Antônio", "Francisco", "Carlos", "Paulo", "Pedro", "Lucas", "Luiz", "Marcos", "Gabriel",
        "Rafael", "Felipe", "Rodrigo", "Márcio", "Sérgio", "Fábio", "André", "Vinícius", "Thiago", "Caio",
        "Murilo", "Otávio", "Leonardo", "Guilherme", "Gustavo", "Mateus", "Cauã", "Davi", "Henrique", "Anderson",
    ],
    surnames: &[
        "Silva", "da Silva", "dos Santos", "Santos", "Oliveira", "de Souza", "Souza", "Lima", "Ferreira", "Costa",
        "Ribeiro", "Almeida", "Carvalho", "Lopes", "Soares", "Fernandes", "Vieira", "Barbosa", "Rocha", "Dias",
        "Nascimento", "do Nascimento", "Araújo", "Moreira", "Gonçalves", "Nunes", "Marques", "Machado", "Mendes", "Freitas",
        "Cardoso", "Teixeira", "Cavalcanti", "Monteiro", "Moura", "Assunção", "Falcão", "Brandão", "Guimarães", "Magalhães",
        "Simões", "Farias Leão", "Bragança", "Queirós", "Pacheco", "Pinheiro", "Coelho", "Sampaio", "Figueiredo", "Nogueira",
        "Azevedo", "Tavares", "Bezerra", "Fonseca", "Moraes", "Prado", "Siqueira", "Takahashi", "Zanella", "Krüger",
    ],
};

/// A person's name in its four parts; the second ones may be empty.
pub(super) struct Person {
    pub(super) is_female: bool,
    pub(super) first_name: &'static str,
    pub(super) second_name: &'static str,
    pub(super) first_surname: &'static str,
    pub(super) second_surname: &'static str,
}

/// Which parts a name has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    /// Juan Pérez.
    Two,
    /// Juan Carlos Pérez.
    TwoGiven,
    /// Juan Pérez Gómez.
    TwoSurnames,
    /// Juan Carlos Pérez Gómez.
    Four,
}

impl Tongue {
    /// How many names there are of so many parts.
    pub(super) fn size(&self, parts: Parts) -> u64 {
        let given = self.female.len() as u64;
        let surnames = self.surnames.len() as u64;
        let short = 2 * given * surnames;
        match parts {
            Parts::Two => short,
            Parts::TwoGiven => short * (given - 1),
            Parts::TwoSurnames => short * (surnames - 1),
            Parts::Four => short * (given - 1) * (surnames - 1),
        }
    }

    /// The name of an index: another one for each index below [`Tongue::size`].
    pub(super) fn person(&self, parts: Parts, index: u64, key: u64) -> Person {
        let mut rest = shuffle(index, self.size(parts), key);
        let mut digit = |base: usize| {
            let base = base as u64;
            let digit = rest % base;
            rest /= base;
            digit
        };
        let is_female = digit(2) == 0;
        let given = if is_female { self.female } else { self.male };
        let first = digit(given.len());
        let surname = digit(self.surnames.len());
        let mut person = Person {
            is_female,
            first_name: nth(given, first),
            second_name: "",
            first_surname: nth(self.surnames, surname),
            second_surname: "",
        };
        if matches!(parts, Parts::TwoGiven | Parts::Four) {
            person.second_name = another(given, first, digit(given.len() - 1));
        }
        if matches!(parts, Parts::TwoSurnames | Parts::Four) {
            let step = digit(self.surnames.len() - 1);
            person.second_surname = another(self.surnames, surname, step);
        }
        person
    }
}

/// The two different surnames of an index, and one of `times` numbers that goes with them.
pub(super) fn partners(
    tongue: &Tongue,
    times: u64,
    index: u64,
    key: u64,
) -> (&'static str, &'static str, u64) {
    let surnames = tongue.surnames.len() as u64;
    let at = shuffle(index, surnames * (surnames - 1) * times, key);
    let (at, time) = (at / times, at % times);
    let (first, step) = (at % surnames, at / surnames);
    let second = another(tongue.surnames, first, step);
    (nth(tongue.surnames, first), second, time)
}

/// The word so many steps behind one of the list, never that one itself.
fn another(list: &'static [&'static str], than: u64, step: u64) -> &'static str {
    nth(list, (than + 1 + step) % list.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;
    use std::collections::HashSet;

    fn folded(lists: &[&[&str]]) -> HashSet<String> {
        lists.iter().flat_map(|l| l.iter()).map(|w| fold(w)).collect()
    }

    #[test]
    fn lists_share_no_word_and_repeat_none() {
        let given = folded(&[SPANISH.female, SPANISH.male, PORTUGUESE.female, PORTUGUESE.male]);
        let (spanish, portuguese) = (folded(&[SPANISH.surnames]), folded(&[PORTUGUESE.surnames]));
        assert!(given.is_disjoint(&spanish) && given.is_disjoint(&portuguese));
        assert!(spanish.is_disjoint(&portuguese));
        assert_eq!(spanish.len(), SPANISH.surnames.len());
        assert_eq!(portuguese.len(), PORTUGUESE.surnames.len());
        for tongue in [SPANISH, PORTUGUESE] {
            assert_eq!(tongue.female.len(), tongue.male.len());
            let both = folded(&[tongue.female, tongue.male]);
            assert_eq!(both.len(), 2 * tongue.male.len());
        }
    }

    #[test]
    fn every_index_has_a_name_of_its_own() {
        for parts in [Parts::Two, Parts::TwoGiven, Parts::TwoSurnames, Parts::Four] {
            let count = PORTUGUESE.size(parts).min(20_000);
            let names: HashSet<_> = (0..count)
                .map(|i| {
                    let p = PORTUGUESE.person(parts, i, 11);
                    assert_ne!(p.first_name, p.second_name);
                    [p.first_name, p.second_name, p.first_surname, p.second_surname]
                })
                .collect();
            assert_eq!(names.len() as u64, count);
        }
    }
}
