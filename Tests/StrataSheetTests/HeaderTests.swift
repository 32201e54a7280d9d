import StrataTables
import Testing

@testable import StrataSheet

/// Sheets of different publishers, and what their columns should be taken for.
struct HeaderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var roles: [ColumnRole: String]
  }

  static let cases: [Case] = [
    Case(
      testDescription: "de-bund",
      text: """
        Lfd. Nr.;Handlungsfeld;Maßnahme;Kurzbeschreibung;Federführung;Weitere Beteiligte;Mittel (Mio. EUR);Stand der Umsetzung;Frist;Zusagen
        1;Verkehr;Ausbau der Ladeinfrastruktur an Raststätten;An allen bewirtschafteten Raststätten werden Schnellladepunkte errichtet.;BMDV;BMWK, NOW GmbH;120,5;in Umsetzung;31.12.2026;
        2;Gebäude;Sanierungsprogramm für Schulen;Kommunen erhalten Zuschüsse für die energetische Sanierung von Schulen.;BMWSB;KfW, BMWK;75;geplant;30.06.2027;
        3;Verkehr;Radschnellwege;Der Bund fördert den Bau von Radschnellwegen in Ballungsräumen.;BMDV;Länder;50;abgeschlossen;31.12.2025;
        """,
      roles: [
        .key: "Lfd. Nr.", .title: "Maßnahme", .description: "Kurzbeschreibung", .actor: "Federführung",
        .sector: "Handlungsfeld", .status: "Stand der Umsetzung", .endDate: "Frist", .amount: "Mittel (Mio. EUR)",
        .commitment: "Zusagen",
      ]),
    Case(
      testDescription: "de-stadt",
      text: """
        Kürzel,Projekttitel,Worum geht es?,Zuständigkeit,Umsetzungsstand,Startdatum,Enddatum,Gesamtbudget,Themenfeld,Link zum Ratsbeschluss,Anmerkung
        VM-01,Fahrradstraße Nordring,"Der Nordring wird zur Fahrradstraße, damit Schulkinder sicher fahren können.",Amt für Mobilität,läuft,01.03.2024,31.10.2025,450.000 €,Mobilität,https://rat.stadt.example/1,–
        VM-02,Trinkbrunnen,"Auf zehn Plätzen werden Trinkbrunnen aufgestellt, die im Sommer Wasser geben.",Stadtwerke,geplant,01.04.2025,30.09.2026,80.000 €,Klimaanpassung,https://rat.stadt.example/2,
        VM-03,Baumpatenschaften,Bürgerinnen und Bürger können für Straßenbäume Patenschaften übernehmen.,Grünflächenamt,läuft,15.05.2023,,10.000 €,Klimaanpassung,,
        """,
      roles: [
        .key: "Kürzel", .title: "Projekttitel", .description: "Worum geht es?", .actor: "Zuständigkeit",
        .status: "Umsetzungsstand", .date: "Startdatum", .endDate: "Enddatum", .amount: "Gesamtbudget",
        .sector: "Themenfeld", .url: "Link zum Ratsbeschluss", .comment: "Anmerkung",
      ]),
    Case(
      testDescription: "fr-plan",
      text: """
        N°;Axe;Intitulé de la mesure;Descriptif;Pilote;Partenaires;Échéance;État d’avancement;Budget (M€);Observations
        1.1;Mobilités;Plan vélo des collèges;Le département finance des abris et des ateliers dans les collèges.;Conseil départemental;Rectorat;2026;En cours;2,4;RAS
        1.2;Mobilités;Covoiturage domicile-travail;Une plateforme met en relation les salariés des zones d’activité.;Région;Entreprises;2025;Réalisé;0,6;
        2.1;Logement;Guichet unique de la rénovation;Les ménages trouvent conseil et aides au même endroit.;ADEME;Anah;2027;À lancer;5;
        """,
      roles: [
        .key: "N°", .sector: "Axe", .title: "Intitulé de la mesure", .description: "Descriptif", .actor: "Pilote",
        .endDate: "Échéance", .status: "État d’avancement", .amount: "Budget (M€)", .comment: "Observations",
      ]),
    Case(
      testDescription: "fr-min",
      text: """
        Référence,Mesure,Objectif de la mesure,Ministère responsable,Date de début,Date de fin,Statut,Secteur,Lien
        A-1,Chèque énergie,Aider les ménages modestes à payer leurs factures d’énergie chaque année.,Transition écologique,2018,,en vigueur,Énergie,https://exemple.example/a
        A-2,Fonds chaleur,Soutenir les réseaux de chaleur et la géothermie des collectivités.,ADEME,2009,2030,en vigueur,Énergie,https://exemple.example/b
        B-1,Prime à la conversion,Remplacer les vieux véhicules par des véhicules moins polluants.,Transports,2017,2024,abrogé,Transports,
        """,
      roles: [
        .key: "Référence", .title: "Mesure", .description: "Objectif de la mesure", .actor: "Ministère responsable",
        .date: "Date de début", .endDate: "Date de fin", .status: "Statut", .sector: "Secteur", .url: "Lien",
      ]),
    Case(
      testDescription: "es-plan",
      text: """
        Código;Eje estratégico;Medida;Descripción de la medida;Organismo responsable;Plazo;Estado de ejecución;Presupuesto (€);Fuente
        M01;Vivienda;Bono alquiler joven;Ayuda mensual de 250 euros para menores de 35 años.;Ministerio de Vivienda;2026;En ejecución;200000000;https://ejemplo.example/1
        M02;Empleo;Formación dual;Nuevas plazas de formación dual en pequeñas empresas.;SEPE;2025;Finalizada;90000000;https://ejemplo.example/2
        M03;Vivienda;Parque público de alquiler;Construcción de viviendas públicas en suelo del Estado.;SEPES;2028;Pendiente;;
        """,
      roles: [
        .key: "Código", .sector: "Eje estratégico", .title: "Medida", .description: "Descripción de la medida",
        .actor: "Organismo responsable", .endDate: "Plazo", .status: "Estado de ejecución", .amount: "Presupuesto (€)",
        .url: "Fuente",
      ]),
    Case(
      testDescription: "it-pnrr",
      text: """
        ID misura,Missione,Misura,Descrizione sintetica,Soggetto attuatore,Responsabile,Scadenza,Stato di avanzamento,Importo,Note
        M1C1,Digitalizzazione,Cloud per le scuole,Le scuole passano i loro servizi a un cloud qualificato.,Comuni,Dipartimento digitale,31/12/2025,in corso,120.000.000,nessuna
        M1C2,Digitalizzazione,Identità digitale,Tutti i servizi pubblici accettano l’identità digitale.,AgID,Dipartimento digitale,30/06/2024,completata,45.000.000,
        M2C1,Ecologia,Isole verdi,Piccole isole diventano autonome per energia e acqua.,Comuni,MASE,30/06/2026,in corso,200.000.000,
        """,
      roles: [
        .key: "ID misura", .sector: "Missione", .title: "Misura", .description: "Descrizione sintetica",
        .actor: "Responsabile", .endDate: "Scadenza", .status: "Stato di avanzamento", .amount: "Importo",
        .comment: "Note",
      ]),
    Case(
      testDescription: "nl-akkoord",
      text: """
        Nummer,Thema,Maatregel,Toelichting,Trekker,Betrokken partijen,Startjaar,Planning gereed,Voortgang,Bron
        K1,Landbouw,Omschakelfonds boeren,Boeren kunnen goedkoop lenen om naar natuurinclusieve landbouw om te schakelen.,LNV,Rabobank,2021,2030,op schema,https://voorbeeld.example/1
        K2,Industrie,CO2-heffing,Bedrijven betalen per ton uitstoot boven een dalend plafond.,EZK,NEa,2021,2030,vertraagd,https://voorbeeld.example/2
        K3,Landbouw,Piekbelasters,Vrijwillige beëindiging van veehouderijen bij kwetsbare natuur.,LNV,Provincies,2023,2026,op schema,
        """,
      roles: [
        .key: "Nummer", .sector: "Thema", .title: "Maatregel", .description: "Toelichting", .actor: "Trekker",
        .date: "Startjaar", .endDate: "Planning gereed", .status: "Voortgang", .url: "Bron",
      ]),
    Case(
      testDescription: "pt-programa",
      text: """
        Ref.,Área temática,Designação da medida,Entidade responsável,Data de início,Prazo,Ponto de situação,Montante,Ligação
        1,Saúde,Cheque dentista para idosos,DGS,2024-01-15,2026-12-31,em curso,3 000 000,https://exemplo.example/1
        2,Saúde,Telemedicina nas ilhas,SPMS,2023-05-01,2025-12-31,concluída,1 200 000,https://exemplo.example/2
        3,Educação,Refeições escolares locais,DGEstE,2025-09-01,,por iniciar,,
        """,
      roles: [
        .key: "Ref.", .sector: "Área temática", .title: "Designação da medida", .actor: "Entidade responsável",
        .date: "Data de início", .endDate: "Prazo", .status: "Ponto de situação", .amount: "Montante", .url: "Ligação",
      ]),
    Case(
      testDescription: "sv-plan",
      text: """
        Löpnr,Åtgärd,Beskrivning,Ansvarig myndighet,Område,Genomförandestatus,Startår,Slutdatum,Kommentar
        1,Laddstolpar på landsbygden,Stöd till laddstolpar i glesbygd där marknaden inte räcker.,Energimyndigheten,Transport,pågår,2022,2026-12-31,ok
        2,Våtmarker,Återvätning av dikade torvmarker med ersättning till markägare.,Skogsstyrelsen,Natur,pågår,2021,2030-12-31,
        3,Klimatklivet,Bidrag till lokala klimatinvesteringar som minskar utsläppen mest.,Naturvårdsverket,Klimat,klar,2015,2023-12-31,
        """,
      roles: [
        .key: "Löpnr", .title: "Åtgärd", .description: "Beskrivning", .actor: "Ansvarig myndighet", .sector: "Område",
        .status: "Genomförandestatus", .date: "Startår", .endDate: "Slutdatum", .comment: "Kommentar",
      ]),
    Case(
      testDescription: "en-api",
      text: """
        measure_id,measure_name,longDescription,leadDepartment,policyAreas,implementation_status,startDate,endDate,totalCostGBP,sourceURL,lastUpdated
        UK-77,Warm homes grant,"Grants of up to 15,000 pounds for insulation and heat pumps in poor households.",DESNZ,"Housing, Energy",live,2025-04-01,2028-03-31,500000000,https://gov.example/77,2025-10-01
        UK-78,Bus fare cap,A cap of three pounds for single bus fares outside London.,DfT,"Transport, Cost of living",live,2023-01-01,2025-12-31,150000000,https://gov.example/78,2025-10-02
        UK-79,Tree planting,"Thirty thousand hectares of trees a year, with payments for landowners.",Defra,"Nature, Energy",delayed,2021-05-18,,,https://gov.example/79,2025-10-03
        UK-80,Rail reform,One public body runs track and trains and sells all tickets.,DfT,Transport,planned,2026-01-01,,,,2025-10-03
        """,
      roles: [
        .key: "measure_id", .title: "measure_name", .description: "longDescription", .actor: "leadDepartment",
        .sector: "policyAreas", .status: "implementation_status", .date: "startDate", .endDate: "endDate",
        .amount: "totalCostGBP", .url: "sourceURL",
      ]),
    Case(
      testDescription: "pl-kpo",
      text: """
        Lp.;Nazwa działania;Opis;Instytucja odpowiedzialna;Obszar;Termin realizacji;Status realizacji;Kwota (PLN);Uwagi
        1;Czyste powietrze;Dotacje na wymianę starych pieców i ocieplenie domów jednorodzinnych.;NFOŚiGW;Energia;2029;w trakcie;1000000;brak
        2;Kolej na regiony;Przywrócenie pociągów na zawieszonych liniach lokalnych w całym kraju.;MI;Transport;2026;w trakcie;250000;
        3;E-recepta;Recepty elektroniczne dostępne w każdej aptece i w telefonie.;MZ;Zdrowie;2020;zakończone;;
        """,
      roles: [
        .key: "Lp.", .title: "Nazwa działania", .description: "Opis", .actor: "Instytucja odpowiedzialna",
        .sector: "Obszar", .endDate: "Termin realizacji", .status: "Status realizacji", .amount: "Kwota (PLN)",
        .comment: "Uwagi",
      ]),
    Case(
      testDescription: "structure",
      text: """
        Sigla,Wos,Blub,Verweis ins Netz?,Wann
        X-01,Neue Busse für das Tal,"Die Gemeinde kauft drei Busse mit Akku und stellt einen Fahrplan im Takt auf, damit auch abends gefahren wird.",https://a.example/1,2024
        X-02,Wald im Berg,"Aufforstung nach dem Sturm mit Arten, die trockene Sommer ertragen, auf sechs Flächen im Gemeindegebiet am Hang.",https://a.example/2,2025
        X-03,Haus der Vereine,Die alte Schule wird zum Haus der Vereine umgebaut und bekommt eine neue Heizung mit Holz aus der Gegend dazu.,,2026
        X-04,Bad am See,"Das Bad am See wird saniert und bekommt einen Steg, den alle mit dem Rollstuhl erreichen können, dazu Duschen.",https://a.example/4,2026
        """,
      roles: [.key: "Sigla", .title: "Wos", .description: "Blub", .url: "Verweis ins Netz?", .date: "Wann"]),
  ]

  @Test(arguments: cases) func headersOfManyLanguages(_ sheet: Case) throws {
    let table = try CSVReader.table(Array(sheet.text.utf8), name: sheet.testDescription)
    let mapping = try ColumnGuess.mapping(for: table)
    #expect(mapping.columns == sheet.roles.mapValues { [$0] })
    #expect(!mapping.listSeparators.contains { $0 == table.separator && $0 == ";" })
  }

  @Test(
    arguments: [
      (["Energy; Transport", "Housing"], ",", ";"), (["Energy, Transport", "Transport, Housing", "Energy"], ",", ","),
      (["Ministry of Agriculture, Food and Environment", "Ministry of Economy, Trade and Industry"], ",", ";|"),
      (["a\nb"], ",", "\n"), (["a"], ";", "|"), (["BMWK / BMUV", "BMUV / BMDV", "BMDV"], ";", "/"),
    ] as [([String], Character, String)])
  func separatorsOfListsComeFromTheCells(cells: [String], separator: Character, expected: String) {
    #expect(ListSeparators.guess([cells], separator: separator) == expected)
  }

  @Test func headersAreReadByTheirHeadWord() throws {
    let names = try HeaderNames.read()
    #expect(names.fit("Type of measure", .instrument) > names.fit("Type of measure", .title))
    #expect(names.fit("Description of the policy", .description) > names.fit("Description of the policy", .title))
    #expect(names.fit("Policy description", .description) > names.fit("Policy description", .title))
    #expect(names.fit("Date de fin", .endDate) > names.fit("Date de fin", .date))
    #expect(names.fit("Initiative – Status (2024)", .status) > names.fit("Initiative – Status (2024)", .title))
    #expect(names.fit("Land use", .country) == 0 && names.fit("Land", .country) > 0)
    #expect(
      HeaderNames.words("sourceURL leadDepartments_N° ÉTAT") == ["source", "url", "lead", "department", "no", "etat"])
  }

  @Test func aFaultyListOfHeadersNamesItsLine() {
    let fault = #expect(throws: (any Error).self) { try HeaderNames.parse("role\tfit\tnames\ntitel\tname\tx\n") }
    #expect(fault.map { "\($0)" }?.contains("headers.tsv:2") == true)
  }
}
