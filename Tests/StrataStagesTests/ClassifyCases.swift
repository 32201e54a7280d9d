/// What the classify stage must say, grouped by what the cases pin.
enum ClassifyCases {
  static let all =
    promises + statements + properties + decidingVerbs + rules + fragments + weakVerbs + strengthAndStatus + duties
    + advice
    + contexts + lists
    + sectors

  static let promises: [ClassifyCase] = [
    ClassifyCase(
      .paragraph, "The {A:lead|Commission} will therefore propose an {I:regulation|enhanced framework} for couriers.",
      "commitment regulate firm planned regulation"),
    ClassifyCase(
      .paragraph, "We will form a {I:governance|harbour cluster}.", "commitment create firm planned governance"),
    ClassifyCase(
      .paragraph, "We’ll set up a {I:finance|fund} for ferries.", "commitment create firm planned finance"),
    ClassifyCase(.item, "Decides to review its work in 2031.", "commitment study firm planned none"),
    ClassifyCase(
      .paragraph, "{I:infrastructure|Data rooms} will be created in every region.",
      "commitment create firm planned infrastructure"),
    ClassifyCase(
      .paragraph, "The {A:lead|Ministry} is prepared to work with partners to establish a {I:finance|fund}.",
      "commitment create firm planned finance"),
    ClassifyCase(
      .paragraph,
      "Providers wait. In this context, the {A:lead|Agency} will invest {M:5000000:EUR|€5 million} in labs.",
      "commitment fund firm planned finance"),
    ClassifyCase(
      .paragraph, "Our goal is to set up a {I:governance|network} of ports.",
      "commitment create firm planned governance"),
    ClassifyCase(
      .paragraph, "We are committed to ensuring safe harbours.", "commitment support firm planned none"),
    ClassifyCase(
      .paragraph, "The objective should be to strengthen the ferries.", "commitment support soft planned none"),
    ClassifyCase(
      .paragraph, "Mechanism: {A:other|Europe} needs to develop rules for ferries.", heading: "Principles",
      "commitment regulate firm planned regulation"),
  ]

  /// Promises without agent or deed.
  static let statements: [ClassifyCase] = [
    ClassifyCase(
      .paragraph, "{M:40000000:EUR|€40 million} will go to rural buses.", "commitment fund firm planned finance"),
    ClassifyCase(
      .paragraph, "A sum of {M:40000000:EUR|€40 million} has been earmarked for ferries.",
      "commitment fund firm planned finance"),
    ClassifyCase(
      .paragraph, "There will be a {I:infrastructure|register} of all dams.",
      "commitment create firm planned infrastructure"),
    // Money and lessons that somebody will be given.
    ClassifyCase(
      .paragraph, "Households that rent will receive a grant for new stoves.", "commitment fund firm planned finance"),
    ClassifyCase(.paragraph, "Guards will receive training in rescue.", "commitment train firm planned skills"),
    ClassifyCase(.paragraph, "Households will receive letters.", "context"),
    ClassifyCase(
      .paragraph, "A sum of {M:40000000:EUR|€40 million} has been set aside for locks.",
      "commitment fund firm planned finance"),
    ClassifyCase(
      .paragraph, "The {A:lead|Ministry} supports young crews with cheap loans.", "commitment fund firm ongoing finance"
    ),
    ClassifyCase(.paragraph, "We are trialling new nets.", "commitment deploy firm ongoing none"),
    ClassifyCase(
      .paragraph, "An {I:governance|Ice Council} is planned to be set up.", "commitment create firm planned governance"),
    ClassifyCase(.paragraph, "Sailing schools will be encouraged.", "commitment support soft planned skills"),
    // What a paper is for, what takes up a deed, what a clause describes.
    ClassifyCase(.paragraph, "The aim of this document is to strengthen the ferries.", "context"),
    ClassifyCase(
      .paragraph, "The {A:other|Agency} has met its partners. This will create trust in the ports.", "context"),
    ClassifyCase(.paragraph, "It matters in ports where ropes are being tested.", "context"),
    ClassifyCase(
      .paragraph, "Goal for 2030: \"A harbour that thrives\"", "commitment support firm planned none"),
    ClassifyCase(
      .paragraph, "Mechanism: Train pilots to both have a chart and read it.", "commitment train firm planned skills"),
    ClassifyCase(.item, "Bus lanes on all quays", heading: "Actions", "commitment create firm planned infrastructure"),
    ClassifyCase(
      .item, "Effort on all quays", leadIn: "The harbour office should perform the following tasks:",
      "commitment support soft planned none"),
    ClassifyCase(
      .row, "Main expected output Setting up of a {I:infrastructure|tide station}",
      "commitment create firm planned infrastructure"),
    ClassifyCase(.paragraph, "Fishing {A:other|agencies} should keep logs.", "commitment support soft planned none"),
    ClassifyCase(.paragraph, "There will be a shortage of pilots.", "context"),
    ClassifyCase(.paragraph, "The plan is to strengthen the role of mayors.", "commitment support firm planned none"),
    ClassifyCase(
      .paragraph, "The {A:lead|Ministry} has decided to build two locks.",
      "commitment create firm planned infrastructure"),
    ClassifyCase(
      .paragraph, "The {A:lead|Ministry} has begun rolling out the meters.",
      "commitment deploy firm ongoing infrastructure"),
    ClassifyCase(
      .paragraph, "Work on a {I:governance|harbour plan} has started.", "commitment create firm ongoing governance"),
    ClassifyCase(
      .paragraph, "A further {M:3000000000:EUR|€3 billion} will be made available for locks.",
      "commitment fund firm planned finance"),
    ClassifyCase(
      .paragraph, "Work will begin on a {I:governance|harbour plan}.", "commitment create firm planned governance"),
    ClassifyCase(
      .paragraph, "Measure: Establish a {I:infrastructure|test lock}.", "commitment create firm planned infrastructure"),
    ClassifyCase(
      .item, "Join the {I:governance|Nordic Alliance}", leadIn: "Measures:",
      "commitment coordinate firm planned governance"),
    ClassifyCase(
      .paragraph, "Special attention will be paid to the needs of islands.", "commitment support firm planned none"),
    ClassifyCase(
      .paragraph, "Where appropriate, the costs of ferries will be reimbursed.", "commitment fund soft planned finance"),
  ]

  /// What is told of a measure beside what is done.
  static let properties: [ClassifyCase] = [
    ClassifyCase(.item, "Responsible: {A:lead|Ministry of Fisheries}", leadIn: "Measures:", "context"),
    ClassifyCase(.item, "Timeframe: {D:2031|2031}", leadIn: "Measures:", "context"),
    ClassifyCase(.row, "Source of funding State budget", leadIn: "Measures:", "context"),
    ClassifyCase(
      .item, "Lead the {I:governance|harbour alliance}.", leadIn: "Measures:",
      "commitment coordinate firm planned governance"),
  ]

  /// Which verb promises, whose it is, and what only looks like one.
  static let decidingVerbs: [ClassifyCase] = [
    ClassifyCase(
      .paragraph, "The {A:lead|Agency} shall, on the basis of its audit, establish a {I:infrastructure|register}.",
      "commitment create firm planned infrastructure"),
    ClassifyCase(
      .paragraph, "This initiative will also involve the preparation of {I:information|guidelines} for crews.",
      "commitment guide firm planned information"),
    ClassifyCase(
      .paragraph, "The {A:lead|Government} will ensure that {I:information|guidelines} are drawn up.",
      "commitment guide firm planned information"),
    ClassifyCase(
      .paragraph, "The {I:governance|initiative} will analyse the tides.",
      "commitment study firm planned governance"),
    ClassifyCase(
      .paragraph, "The island has the ambition to modernise its ferries.", "commitment support soft planned none"),
    ClassifyCase(
      .item, "create a {I:information|quality label} for inns.", "commitment create firm planned information"),
    ClassifyCase(
      .paragraph, "The assessment of the quays is planned.", "commitment study firm planned information"),
    ClassifyCase(
      .paragraph, "The {A:lead|Ministry} will without delay repair the quays.", "commitment support firm planned none"),
    ClassifyCase(
      .paragraph, "By 2030, the {A:lead|Ministry} will have built ten locks.",
      "commitment create firm planned infrastructure"),
    ClassifyCase(
      .paragraph, "The {A:lead|Agency} met in May. It will set up a {I:infrastructure|portal}.",
      "commitment create firm planned infrastructure"),
    ClassifyCase(
      .paragraph, "The {A:lead|Government} will focus on building {I:infrastructure|test beds}.",
      "commitment create firm planned infrastructure"),
    ClassifyCase(
      .paragraph, "Our ambition is to improve the ferries.", "commitment support soft planned none"),
    ClassifyCase(.paragraph, "The purpose of this {I:governance|strategy} is to describe the tides.", "context"),
    ClassifyCase(.paragraph, "The annex lists the measures that {A:addressee|operators} must take.", "context"),
    ClassifyCase(.paragraph, "The choices we make today shape the coast.", "context"),
    ClassifyCase(.paragraph, "We believe pilots should rest more.", "context"),
    ClassifyCase(.paragraph, "We are seeking to:", "context"),
    ClassifyCase(
      .paragraph, "The {A:lead|Agency} will build on existing rules.", "commitment regulate firm planned regulation"),
    ClassifyCase(.item, "Financially support pilots.", "commitment support firm planned none"),
    ClassifyCase(.paragraph, "All ships meet the highest standards.", "context"),
    ClassifyCase(.paragraph, "{A:other|Harbour Council} Tax bills went up.", "context"),
    ClassifyCase(.paragraph, "Having shown the why, we shall now move on to the how.", "context"),
    ClassifyCase(.item, "to act as the {A:other|coast guard's} first contact", "commitment support firm planned none"),
    ClassifyCase(.item, "Work more closely with {A:partner|fishers}.", "commitment coordinate firm planned none"),
    ClassifyCase(.item, "Table 7 – Fares by season", heading: "Measures", "context"),
  ]

  /// 'shall' in rules: what must be done, and how the rule or the thing is.
  static let rules: [ClassifyCase] = [
    ClassifyCase(.paragraph, "This order shall apply from {D:2030-05-01|1 May 2030}.", "context"),
    ClassifyCase(.paragraph, "The annual list shall contain the names of all berths.", "context"),
    ClassifyCase(.paragraph, "The fee shall be based on the tonnage.", "context"),
    ClassifyCase(.paragraph, "A log shall be kept by the operator.", "requirement"),
    ClassifyCase(.paragraph, "The skipper shall report every leak.", "requirement"),
    ClassifyCase(.paragraph, "Machines and devices should be quiet.", "requirement"),
    ClassifyCase(.paragraph, "Managers need to be made aware of the tides.", "context"),
  ]

  static let fragments: [ClassifyCase] = [
    ClassifyCase(
      .item, "establish an {I:skills|entrepreneurs lab} that brings together graduates.",
      "commitment create firm planned skills"),
    ClassifyCase(
      .item, "Establishment of a {I:finance|fund} to finance incubators.", "commitment create firm planned finance"),
    ClassifyCase(
      .item, "Building {I:infrastructure|stable research centres}.", "commitment create firm planned infrastructure"),
    ClassifyCase(
      .item, "Revision of the {I:regulation|Ports Directive} to cut queues.", heading: "Key actions",
      "commitment regulate firm planned regulation"),
    ClassifyCase(
      .item, "{I:information|Guidelines} on the labelling of fish.", heading: "Key actions",
      "commitment guide firm planned information"),
    ClassifyCase(
      .item, "A {I:governance|Digital Education Action Plan} to boost {S:education|digital literacy}.",
      heading: "Key actions", "commitment train firm planned governance"),
    ClassifyCase(
      .item, "An {A:lead|expert group} on {I:governance|roadmaps}.", heading: "Measures",
      "commitment create firm planned governance"),
    ClassifyCase(.item, "{A:partner|Ministry of Finance};", heading: "Measures", "context"),
    ClassifyCase(
      .item, "The savings from the adoption of {I:infrastructure|platforms};",
      leadIn: "The order of the works is decided by aspects such as:", heading: "Lines of action", "context"),
    ClassifyCase(
      .item, "How can we ensure that the ferries reach every island?", leadIn: "The working group will answer:",
      "context"),
    ClassifyCase(.item, "Visibility at the European level", heading: "Benefits of participation", "context"),
  ]

  static let weakVerbs: [ClassifyCase] = [
    ClassifyCase(
      .paragraph, "The {A:lead|Ministry} will make much greater use of open data to support planners.",
      "commitment deploy firm planned none"),
    ClassifyCase(
      .paragraph, "The {A:lead|Ministry} will use simulators to train pilots.", "commitment train firm planned none"),
    ClassifyCase(
      .item, "launch a {I:information|targeted study} of tides;", "commitment study firm planned information"),
    ClassifyCase(.item, "launch a {I:finance|drug discovery challenge};", "commitment create firm planned finance"),
    ClassifyCase(
      .item, "provide access to {I:skills|practical trainings} for nurses;", "commitment train firm planned skills"),
    ClassifyCase(
      .item, "support the development of {I:infrastructure|platforms};",
      "commitment support firm planned infrastructure"),
    ClassifyCase(
      .item, "create {I:information|guidance materials} for clerks;", "commitment guide firm planned information"),
    ClassifyCase(
      .item, "make {I:infrastructure|three supercomputers} available to schools;",
      "commitment deploy firm planned infrastructure"),
    ClassifyCase(.item, "Propose an {I:governance|industrial package}.", "commitment create firm planned governance"),
    ClassifyCase(.item, "develop the competences of deckhands;", "commitment train firm planned none"),
    ClassifyCase(
      .paragraph, "The {A:lead|Ministry} will initiate work to develop {I:information|guidelines}.",
      "commitment guide firm planned information"),
    ClassifyCase(
      .item, "ensure sufficient funding opportunities for anglers;", "commitment fund firm planned finance"),
    ClassifyCase(
      .item, "support the ports with up to {M:50000:EUR|50,000 euros} a year;", "commitment fund firm planned finance"),
    ClassifyCase(.item, "Begin implementing the timetable", "commitment deploy firm planned none"),
    ClassifyCase(
      .item, "Completing the implementation of {I:infrastructure|platforms};",
      "commitment deploy firm planned infrastructure"),
    ClassifyCase(.item, "order and make available spare lamps;", "commitment deploy firm planned none"),
    ClassifyCase(
      .item, "make it a condition of berths that engines rest;", "commitment regulate firm planned regulation"),
    ClassifyCase(
      .item, "A patient approach to monitoring the tides", heading: "Tools", "commitment study firm planned none"
    ),
    ClassifyCase(
      .item, "implement {I:governance|initiatives} to strengthen the crews;",
      "commitment support firm planned governance"),
    ClassifyCase(
      .item, "In cooperation with the pilots, launching {I:information|workshops} on knots",
      "commitment coordinate firm planned information"),
  ]

  static let strengthAndStatus: [ClassifyCase] = [
    ClassifyCase(
      .item, "foster the creation of a {I:infrastructure|platform};", "commitment support soft planned infrastructure"),
    ClassifyCase(
      .paragraph, "The {A:lead|Federal Government} is considering the launch of a {I:finance|lighthouse fund}.",
      "commitment create soft planned finance"),
    ClassifyCase(
      .paragraph, "The {A:lead|Government} should establish a {I:governance|council}.",
      "commitment create soft planned governance"),
    ClassifyCase(
      .item, "fund {I:infrastructure|test beds} where appropriate;", "commitment fund soft planned finance"),
    ClassifyCase(
      .paragraph, "The {A:lead|Alliance} has launched a {I:governance|focus group}.",
      "commitment create firm ongoing governance"),
    ClassifyCase(
      .paragraph, "The {A:lead|Commission} will continue to develop {I:regulation|proportionate rules}.",
      "commitment regulate firm ongoing regulation"),
    ClassifyCase(
      .row, "2.1 Organising {I:information|events} for clerks\tMKM\tOngoing activity\t---",
      "commitment coordinate firm ongoing information"),
    ClassifyCase(
      .item, "{I:governance|White Paper} on cod (adopted in June).", heading: "Key actions",
      "commitment create firm done governance"),
  ]

  static let duties: [ClassifyCase] = [
    ClassifyCase(
      .item, "Be headquartered in Europe,", leadIn: "The {A:addressee|applicant company} must:", "requirement"),
    ClassifyCase(.paragraph, "{A:addressee|Member States} shall ensure that records are kept.", "requirement"),
    ClassifyCase(
      .paragraph, "{A:addressee|Providers} that use the {I:regulation|sandbox} must keep a log.", "requirement"),
    ClassifyCase(.paragraph, "Data centres will need to become more efficient.", "requirement"),
    ClassifyCase(.paragraph, "All records shall be assessed every year.", "requirement"),
    ClassifyCase(.item, "INVITES the {A:addressee|Commission} to propose a {I:regulation|Ports Act};", "requirement"),
    ClassifyCase(.paragraph, "Calls on {A:addressee|Member States} to count their ferries.", "requirement"),
    ClassifyCase(.item, "Requests for information are free of charge.", "context"),
    ClassifyCase(.item, "Welcomes the {I:governance|Ports Plan} of the {A:other|Commission}.", "context"),
  ]

  static let advice: [ClassifyCase] = [
    ClassifyCase(
      .paragraph, "All {A:addressee|departments} should publish a {I:governance|plan}.",
      "commitment create soft planned governance"),
    ClassifyCase(.paragraph, "All {A:addressee|departments} must publish a {I:governance|plan}.", "requirement"),
    ClassifyCase(
      .item, "{A:addressee|Europe} needs to develop {I:regulation|rules} for ferries.",
      leadIn: "The Ministry's assessment is that", "commitment regulate soft planned regulation"),
    ClassifyCase(.paragraph, "{A:addressee|Operators} should publish a {I:governance|plan}.", "requirement"),
  ]

  static let contexts: [ClassifyCase] = [
    ClassifyCase(.paragraph, "How can we build more quays?", "context"),
    ClassifyCase(
      .paragraph, "A {I:governance|forum} that considered the tariffs was held in the old port.",
      heading: "Measures", "context"),
    ClassifyCase(
      .item, "Ferry time tables: the tables of the northern lines",
      leadIn:
        "The {A:lead|Ministry} will share a {I:infrastructure|repository}. The repository will hold the records of:",
      "context"),
    ClassifyCase(.paragraph, "More effort will be required from the ports.", "context"),
    ClassifyCase(
      .paragraph, "The application of tide tables in practice requires good watches.", heading: "What we will do",
      "context"),
    ClassifyCase(.paragraph, "The {I:governance|Joint Focus Group} will help firms to learn.", "context"),
    ClassifyCase(.paragraph, "Small firms need a frictionless single market.", "context"),
    ClassifyCase(.paragraph, "If we want to be ready, we must rely on skilled people.", "context"),
    ClassifyCase(.paragraph, "It is important that we ensure good leadership.", "context"),
    ClassifyCase(.paragraph, "A {I:governance|strategy} that will set out actions was announced.", "context"),
    ClassifyCase(.paragraph, "{A:addressee|Europe} needs to strengthen its own capacities.", "context"),
    ClassifyCase(.footnote, "The {A:lead|Commission} will launch a call.", "context"),
    ClassifyCase(.item, "{D:2020-10|October 2020} – Launch of the {I:finance|open call}", "event"),
    ClassifyCase(
      .paragraph,
      "The {I:governance|Valley Forum} takes place in Oberlind on {D:2026-01-22/2026-01-23|22 and 23 January}.",
      "event"),
  ]

  static let lists: [ClassifyCase] = [
    ClassifyCase(
      .item, "Setting clear principles for tariffs", leadIn: "Other tasks will be:",
      "commitment guide firm planned information"),
    ClassifyCase(
      .item, "Publish a {I:information|report}.", leadIn: "By May, the {A:other|Geodata Union} will:",
      "commitment study firm planned information"),
    ClassifyCase(
      .item, "Verifies the logs of the pilots;", leadIn: "It is expected that the {A:lead|Agency}, year by year:",
      "commitment study firm planned none"),
    ClassifyCase(
      .item, "invest in two new quays", leadIn: "Over ten years, the {I:governance|Harbour Strategy} will:",
      "commitment fund firm planned finance"),
    ClassifyCase(
      .item, "opening the archive", leadIn: "The {I:governance|Harbour Strategy} is committed to:",
      "commitment create firm planned infrastructure"),
    ClassifyCase(.item, "Keep the quays clean;", leadIn: "The office is advised to:", "requirement"),
    ClassifyCase(.paragraph, "opening of the second lock", heading: "October 2028", "context"),
    ClassifyCase(.paragraph, "Illustrations: Ada Berg", "none"),
    ClassifyCase(
      .item, "a tunnel for toads;", leadIn: "The {A:lead|Government} will build:",
      "commitment create firm planned infrastructure"
    ),
    ClassifyCase(
      .item, "At least {T|80%} of adults have basic {S:education|digital skills}",
      leadIn: "It is our proposed level of ambition that by 2030:", "commitment train firm planned none",
      sectors: "education"),
    ClassifyCase(
      .item, "oversee the redesign of their service", leadIn: "These {A:addressee|Service Managers} will:",
      "requirement"),
    ClassifyCase(.paragraph, "The {A:lead|Government} will", "context"),
    ClassifyCase(
      .item, "close gaps in the timetable", leadIn: "The ferry changes the islands. It can:", "context"),
    ClassifyCase(
      .item, "linking the islands", leadIn: "The {I:governance|Ferry Plan} looks ahead. It focuses on:", "context"),
    ClassifyCase(
      .item, "The {A:lead|Agency} will publish a {I:information|yearly report}",
      leadIn: "The {A:lead|Agency} intends to do the following:", "commitment study firm planned information"),
    ClassifyCase(
      .item, "A quiet coast", leadIn: "The {A:lead|Government} will promote three aims:",
      "commitment support firm planned none"),
    ClassifyCase(
      .item, "Collection of tide tables from all ports", heading: "Tools", "commitment study firm planned information"),
  ]

  static let sectors: [ClassifyCase] = [
    ClassifyCase(
      .item, "build a {I:infrastructure|hub} for {S:energy|energy} and {S:mobility|transport};",
      "commitment create firm planned infrastructure", sectors: "energy,mobility"),
    ClassifyCase(
      .item, "fund firms in key fields (e.g. {S:energy|energy});", "commitment fund firm planned finance", sectors: ""),
    ClassifyCase(
      .item, "deploy {S:digital|AI} in {S:manufacturing|manufacturing};", "commitment deploy firm planned none",
      sectors: "manufacturing"),
    ClassifyCase(
      .item, "fund guides for {A:beneficiary|public administrations};", "commitment fund firm planned finance",
      sectors: "public-administration"),
    ClassifyCase(
      .paragraph, "The {A:lead|Ministry of {S:finance|Finance}} will support firms.",
      "commitment support firm planned none", sectors: ""),
    ClassifyCase(
      .paragraph, "The benefits of {S:digital|AI} have reached {S:health|care}.", "context", sectors: "health"),
    ClassifyCase(
      .paragraph,
      "The islands wait. Much has been said of them. Fields are {S:energy|energy}, {S:health|health}, "
        + "{S:tourism|tourism} and {S:maritime|shipping}.", "context", sectors: "energy,health,tourism,maritime"),
  ]
}
