//! The kinds of tax numbers and identity documents, with the names their countries give them.

/// What a kind may serve as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Tax,
    Document,
    Both,
}

macro_rules! kinds {
    ($($variant:ident $code:literal $country:expr, $label:literal, $use:ident;)+) => {
        /// A kind of tax number or identity document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum IdKind {
            $(#[doc = $label] $variant,)+
        }

        impl IdKind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code under which the kind is stored.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The country that issues it, if only one does.
            #[must_use]
            pub const fn country(self) -> Option<&'static str> {
                match self { $(Self::$variant => $country,)+ }
            }

            /// The name of the number as its country calls it, in Spanish where no country does.
            const fn own_name(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            const fn usage(self) -> Use {
                match self { $(Self::$variant => Use::$use,)+ }
            }
        }
    };
}

kinds! {
    ArCuit "AR_CUIT" Some("AR"), "CUIT/CUIL", Both;
    ArDni "AR_DNI" Some("AR"), "DNI", Document;
    ArLe "AR_LE" Some("AR"), "Libreta de enrolamiento", Document;
    ArLc "AR_LC" Some("AR"), "Libreta cívica", Document;
    BoNit "BO_NIT" Some("BO"), "NIT", Tax;
    BoCi "BO_CI" Some("BO"), "Cédula de identidad", Document;
    BrCnpj "BR_CNPJ" Some("BR"), "CNPJ", Tax;
    BrCpf "BR_CPF" Some("BR"), "CPF", Both;
    BrRg "BR_RG" Some("BR"), "RG", Document;
    ClRut "CL_RUT" Some("CL"), "RUT", Both;
    CoNit "CO_NIT" Some("CO"), "NIT", Both;
    CoCc "CO_CC" Some("CO"), "Cédula de ciudadanía", Both;
    CoCe "CO_CE" Some("CO"), "Cédula de extranjería", Both;
    CoTi "CO_TI" Some("CO"), "Tarjeta de identidad", Document;
    CoPpt "CO_PPT" Some("CO"), "PPT", Document;
    CoPep "CO_PEP" Some("CO"), "PEP", Document;
    CrJuridica "CR_JURIDICA" Some("CR"), "Cédula jurídica", Tax;
    CrFisica "CR_FISICA" Some("CR"), "Cédula física", Both;
    CrDimex "CR_DIMEX" Some("CR"), "DIMEX", Both;
    CrNite "CR_NITE" Some("CR"), "NITE", Tax;
    DoRnc "DO_RNC" Some("DO"), "RNC", Tax;
    DoCedula "DO_CEDULA" Some("DO"), "Cédula", Both;
    EcRuc "EC_RUC" Some("EC"), "RUC", Both;
    EcCi "EC_CI" Some("EC"), "Cédula", Both;
    EsNif "ES_NIF" Some("ES"), "NIF/NIE", Both;
    GtNit "GT_NIT" Some("GT"), "NIT", Tax;
    GtCui "GT_CUI" Some("GT"), "DPI/CUI", Document;
    HnRtn "HN_RTN" Some("HN"), "RTN", Tax;
    HnDni "HN_DNI" Some("HN"), "DNI", Document;
    MxRfc "MX_RFC" Some("MX"), "RFC", Tax;
    MxCurp "MX_CURP" Some("MX"), "CURP", Document;
    NiRuc "NI_RUC" Some("NI"), "RUC", Tax;
    NiCedula "NI_CEDULA" Some("NI"), "Cédula", Both;
    PaRuc "PA_RUC" Some("PA"), "RUC", Tax;
    PaCedula "PA_CEDULA" Some("PA"), "Cédula", Both;
    PeRuc "PE_RUC" Some("PE"), "RUC", Both;
    PeDni "PE_DNI_CUI" Some("PE"), "DNI", Document;
    PeCe "PE_CE" Some("PE"), "Carné de extranjería", Document;
    PyRuc "PY_RUC" Some("PY"), "RUC", Tax;
    PyCi "PY_CI" Some("PY"), "Cédula de identidad", Document;
    SvNit "SV_NIT" Some("SV"), "NIT", Tax;
    SvNrc "SV_NRC" Some("SV"), "NRC", Tax;
    SvDui "SV_DUI" Some("SV"), "DUI", Both;
    UyRut "UY_RUT" Some("UY"), "RUT", Tax;
    UyCi "UY_CI" Some("UY"), "Cédula de identidad", Document;
    VeRif "VE_RIF" Some("VE"), "RIF", Both;
    VeCi "VE_CI" Some("VE"), "Cédula de identidad", Document;
    Passport "PASSPORT" None, "Pasaporte", Document;
    ForeignDocument "FOREIGN" None, "Documento extranjero", Document;
    ForeignTax "FOREIGN_TAX" None, "Identificación fiscal extranjera", Tax;
}

impl IdKind {
    /// The name of the number as its country calls it; what no country calls, in a language of the panel
    /// (`es`, `pt`, `en`).
    #[must_use]
    pub fn label(self, language: &str) -> &'static str {
        match (self, language) {
            (Self::Passport, "pt") => "Passaporte",
            (Self::Passport, "en") => "Passport",
            (Self::ForeignDocument, "pt") => "Documento estrangeiro",
            (Self::ForeignDocument, "en") => "Foreign document",
            (Self::ForeignTax, "pt") => "Identificação fiscal estrangeira",
            (Self::ForeignTax, "en") => "Foreign tax number",
            _ => self.own_name(),
        }
    }

    /// The kind of a stored or imported code. The CNPJ with letters is the same number as the one without.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "BR_CNPJ_ALFA" => Some(Self::BrCnpj),
            "PE_DNI" => Some(Self::PeDni),
            _ => Self::ALL.iter().copied().find(|kind| kind.code() == code),
        }
    }

    /// Whether it identifies a taxpayer.
    #[must_use]
    pub fn is_tax(self) -> bool {
        self.usage() != Use::Document
    }

    /// Whether it identifies a person by document.
    #[must_use]
    pub fn is_document(self) -> bool {
        self.usage() != Use::Tax
    }

    /// The tax kinds and the document kinds a form offers in a country, most usual first.
    #[must_use]
    pub fn for_country(country: &str) -> (&'static [Self], &'static [Self]) {
        use IdKind::*;
        match country {
            "AR" => (&[ArCuit], &[ArDni, ArCuit, ArLe, ArLc, Passport, ForeignDocument]),
            "BO" => (&[BoNit], &[BoCi, Passport, ForeignDocument]),
            "BR" => (&[BrCnpj, BrCpf], &[BrCpf, BrRg, Passport, ForeignDocument]),
            "CL" => (&[ClRut], &[ClRut, Passport, ForeignDocument]),
            "CO" => (
                &[CoNit, CoCc, CoCe],
                &[CoCc, CoCe, CoTi, CoNit, CoPpt, CoPep, Passport, ForeignDocument],
            ),
            "CR" => (
                &[CrJuridica, CrFisica, CrDimex, CrNite],
                &[CrFisica, CrDimex, Passport, ForeignDocument],
            ),
            "DO" => (&[DoRnc, DoCedula], &[DoCedula, Passport, ForeignDocument]),
            "EC" => (&[EcRuc, EcCi], &[EcCi, EcRuc, Passport, ForeignDocument]),
            "ES" => (&[EsNif], &[EsNif, Passport, ForeignDocument]),
            "GT" => (&[GtNit], &[GtCui, Passport, ForeignDocument]),
            "HN" => (&[HnRtn], &[HnDni, Passport, ForeignDocument]),
            "MX" => (&[MxRfc], &[MxCurp, Passport, ForeignDocument]),
            "NI" => (&[NiRuc, NiCedula], &[NiCedula, Passport, ForeignDocument]),
            "PA" => (&[PaRuc, PaCedula], &[PaCedula, Passport, ForeignDocument]),
            "PE" => (&[PeRuc], &[PeDni, PeCe, PeRuc, Passport, ForeignDocument]),
            "PY" => (&[PyRuc], &[PyCi, Passport, ForeignDocument]),
            "SV" => (&[SvNit, SvDui, SvNrc], &[SvDui, Passport, ForeignDocument]),
            "UY" => (&[UyRut], &[UyCi, Passport, ForeignDocument]),
            "VE" => (&[VeRif], &[VeCi, VeRif, Passport, ForeignDocument]),
            _ => (&[ForeignTax], &[Passport, ForeignDocument]),
        }
    }
}
