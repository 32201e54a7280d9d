import StrataModel
import Testing

/// Sentences by the kind of phrase that they pin. What is marked must be found so; `absent` must not be part of a mention.
@Suite struct PhraseCases {
  /// Where a phrase begins and ends.
  static let extents = [
    // heads that are shared
    "Grants go to {A:beneficiary|{S:agrifood|dairy} and {S:agrifood|poultry} farms}.",
    "The town will meet {A:other|employer and employee associations}.",
    "The {A:lead|Knut and Orla Vintersen Foundation} has opened its archive.",
    // comparisons stay, quantifiers go
    "Relief is offered to the {A:beneficiary|most vulnerable tenants}.",
    "Most {A:other|tenants} have moved.",
    // compounds keep their numbers
    "Launch a {I:skills:0|twelve-week course} on drainage.",
    "Reports come from {A:other|third-party auditors}.",
    // adverbs of the sentence are no part of the name
    "This helps especially {A:beneficiary|{S:regional|rural} hospitals}.",
    "Loans will be given, in particular {I:finance:0|student loans}.",
    // names with hyphens, short forms and pairs
    "propose a {I:regulation:1|Regulation on Cross-Border {S:mobility|Night Trains}}",
    "The {A:other|Chair of the Lower Council} came.",
    "The {A:other|Federation of Fishers and Growers} met.",
    // numbers of acts
    "The {I:regulation:1|Spare Parts Act} to secure repairs is new.",
    // a plural before its head; a day is no part of a name
    "We will open a {I:infrastructure:0|rare {S:raw-materials|raw materials} hub}.",
    "The {A:other|Ministry of {S:health|Health}} on Thursday met growers.",
    "as laid down in {I:regulation:1|Regulation (EU) 2017/1938} and {I:regulation:1|Directive 2009/119/EC}",
    "{A:lead|Ministry of Economic Affairs and {S:employment|Employment}} will report.",
    "It was founded by {I:regulation:1|Act No. 31 of 2008} and {I:regulation:1|Act 5 of 2015}.",
    "She signed {I:regulation:1|Executive Order 20114}.",
    "The {I:regulation:1|{S:agrifood|Land Reform} (Norland) Act 2016} applies.",
    // lists inside names, quoted names with small words
    "It met at the {I:governance:1|Norland Conference on Peat, Wool, and Tides}.",
    "Under the “{I:finance:1|Boats for All}” programme, fares fall.",
    // a capital makes a dropped word a part of the name
    "It was set out in the {I:governance:1|Key Harbours Roadmap}.",
    "the {I:governance:1|Second Harbour Plan}",
    // a ministry's second field, though its word is a head; the short form of one body in another one's name
    "The {A:lead|Ministry of {S:mobility|Transport} and {S:telecom|Communications}} will report.",
    "The {A:lead|Harbour Commission} will report.",
    // what an office is of or for belongs to its name; a person's name to the office before it
    "{A:lead|Ministry for {S:maritime|Fisheries}} will report.",
    "The {A:lead|Nordic Presidency of the EU Council} came.",
    "In spring {A:other|Harbour Minister Orla Vintersen} said so.",
    // an acronym in the next column is a name of its own
    "Subsidies for {A:beneficiary|small firms} PKA",
    // an acronym that spells the name out shows where it begins, across joiners
    "The {A:other|Harbour and Vessel Licensing Agency} ({A:other|HVLA}) met.",
    "Ferries and the {A:other|Association of Greater Fenwick Harbours} ({A:other|AGFH}) met.",
    "The {A:other|International Nimbus and Tide Institute} ({A:other|NTI}) met.",
    // fields that are joined are two
    "Money goes to {S:education|education} and {S:education|training}.",
  ]

  /// What a phrase is.
  static let kinds = [
    "{I:information:0|Needs analysis} of small ports",
    "Preparing new {I:finance:0|funding measures} for ports",
    // data are an instrument where they are given to somebody
    "The ministry will provide free access to {I:infrastructure:0|{S:maritime|maritime} data}.",
    "Growers need access to good data.",
    "There are {I:skills:0|training opportunities} for pilots.",
    "CALLS ON {A:addressee|Member States} to count their ferries.",
    "Create {I:infrastructure:0|regional repair centres}.",
    "{I:infrastructure:0|Cooperation models} must be developed.",
    "The ministry will offer {I:finance:0|financial support tools} to growers.",
    "A {I:regulation:0|clear legal framework} is missing.",
    "A {I:regulation:0|robust framework} is missing.",
    "A {I:governance:0|robust policy framework} is missing.",
    "We offer {I:skills:0|{S:education|educational} programmes} to all.",
    "The town will establish an {I:governance:1|Office for Tides}.",
    "In consultation with {A:partner|farmers}, we decide.",
    "It made the town a leader in ferries.",
    "The pictures have a high resolution.",
    "Prague, {D:2019-12-07|December 7th, 2019}",
    "connected to the {I:governance:1|Aurora network}",
    "Write to {A:other|Ms. Ada Brink} today.",
    "“We start in May,” said {A:other|Ada Brink}.",
    "It happens in a {A:beneficiary|company}. The {A:lead|Chamber of Ships} and the {A:lead|Ministry} will meet.",
    "The skills of {A:beneficiary|Estonians} matter.",
    "{A:lead|Prime Minister’s Office}",
    "The ministry provides {I:infrastructure:0|tools} to growers and asks for {I:infrastructure:0|digital tools}.",
    "Extending the {I:finance:0|ferry support measure} to islands",
    "Plans for boats - {I:information:0|Legal analysis} of the tides",
    "A {I:governance:0|pilot project} will be launched.",
    "A survey is drawn up in the {I:finance:1|2031 State Budget}.",
    "It follows the {I:governance:1|2030-2034 Harbour Growth Strategy}.",
    "Preparing an {I:governance:0|action plan} {A:lead|KLM} - {D:2031-05|May 2031}",
    "Dialogue with {A:partner|{S:research|research} foundations}",
    "a pact between {A:partner|companies} and the {A:partner|public sector}",
    "It is a boat of {A:other|President Moana}, at sea.",
  ]

  @Test(arguments: extents) func extent(_ marked: String) throws { try check(marked) }

  /// What looks like a mention of a kind and is another thing.
  @Test(arguments: [
    "The town is the catalyst for the change.", "There is a guarantee that it works.",
    "The volume is a good indicator of the wind.", "The office receives many inquiries.",
    "The messages use an internet protocol.", "The town is a small country.",
  ])
  func lookalike(_ text: String) throws {
    let found = try English.extract([text])[0]
    #expect(!found.contains("{I:") && !found.contains("country}"), "\(found)")
  }

  /// A number is a target where it is promised or required.
  @Test(arguments: [
    "Emissions must fall: we will reduce them by {T|a third}.",
    "We will install {T|500 MW} of storage.",
    "{T|400 barns} will be repaired.",
    "The area will grow from 10 to {T|25 acres}.",
    "They set a target of generating {T|9 gigawatts}.",
    "They must designate {T|2 %} of their land by {D:2032|2032}.",
    "Reach {T|70 %} of all households.",
  ])
  func target(_ marked: String) throws { try check(marked) }

  @Test(arguments: ["Broadband reaches 98 % of homes.", "91 % of data is stored on paper."])
  func noTarget(_ text: String) throws { #expect(!(try English.extract([text])[0].contains("{T"))) }

  @Test(arguments: kinds) func kind(_ marked: String) throws { try check(marked) }

  /// Fields count where they are named or enumerated.
  @Test(arguments: [
    "Grants for {S:energy|energy}, {S:security|security} and {S:mobility|transport}.",
    "The whole {S:education|education system} changes.",
    "Results for {S:mobility|logistics}, {S:space|space} and {S:tourism|tourism}.",
  ])
  func sector(_ marked: String) throws { try check(marked) }

  /// The part that an actor plays.
  @Test(arguments: [
    "The {A:lead|Government} will",
    "The {A:lead|Government}’s aim is to help.",
    "The plan improves {A:beneficiary|pupils}’ reading.",
    "{A:addressee|Owners} who rent out rooms must register.",
    "Money comes from loans of the sea fund, financed by {A:partner|Innovate UK}.",
    "Roads will be planned and built by {A:lead|county councils}.",
    "It raises the quality of life of {A:beneficiary|fishers}.",
    "They plan to hire {A:other|engineers}.",
    "{A:lead|Sweden} needs to count its ferries.",
    "It is important that {A:addressee|companies} count their ferries.",
    "The board allocated ten boats to {A:beneficiary|Innovate UK}.",
    "The {A:addressee|authorities} will need to count the ferries.",
  ])
  func role(_ marked: String) throws { try check(marked) }

  /// Nothing of this is a mention.
  @Test(arguments: [
    "Fewer emergency calls came in.", "They cannot pay their bills.", "It works to a high degree.",
    "The source code is long.", "This is a business plan.", "The weather was good in Sweden.",
  ])
  func nothing(_ text: String) throws { #expect(try English.extract([text]) == [text]) }

  private func check(_ marked: String) throws {
    let found = try English.extract([MarkedMentions.plain(marked)])
    for mark in ExtractTests.marks(marked) { #expect(found[0].contains(mark), "\(mark) in \(found[0])") }
  }
}
