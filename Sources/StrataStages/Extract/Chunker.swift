import StrataModel

/// Base noun phrases of a tagged segment, names of the lexicon as atoms, proper names with their 'of …'.
struct Chunker {
  let pack: LanguagePack
  let rules: ExtractRules
  let traits: Memory<LanguagePack.Traits>
  private let workspace = Workspace<Phrase>()
  private let openers = Self.openers

  init(_ tables: ExtractTables) {
    pack = tables.pack
    rules = tables.rules
    traits = tables.pack.traits
  }

  /// Makes room for segments of so many tokens together.
  func beginBatch(_ tokens: Int) { _ = workspace.room(2 * tokens) }

  /// The phrases of the segment, in order; they hold until the next batch. The first token is the batch's token
  /// `offset`. There is room behind the phrases for one more at each name of the lexicon.
  func run(_ context: SegmentTokens, at offset: Int) -> UnsafeMutableBufferPointer<Phrase> {
    let phrases = workspace.memory.base + 2 * offset
    var count = 0
    var index = 0
    var defined = definition(from: 0, context)
    while index < context.tokens.count {
      if let name = defined, name.start < index { defined = definition(from: name.end + 1, context) }
      if read(phrases + count, at: index, defined, context) {
        index = phrases[count].end
        count += 1
      } else {
        index += 1
      }
    }
    return UnsafeMutableBufferPointer(start: phrases, count: count)
  }

  // MARK: One phrase

  /// The tags that a phrase can begin with, where no name of the lexicon does.
  private static let openers: UInt32 = [
    PartOfSpeech.determiner, .possessive, .number, .noun, .name, .plural, .adjective, .adverb,
  ].reduce(0) { $0 | $1.bit }

  /// Reads the phrase that begins at the token, if one does; `defined` is the next name that an acronym explains.
  private func read(
    _ phrase: UnsafeMutablePointer<Phrase>, at start: Int, _ defined: Definition?, _ context: SegmentTokens
  ) -> Bool {
    let tokens = context.tokens
    guard
      tokens[start].tag.bit & openers != 0 || context.nameAt[start] >= 0 || defined?.start == start,
      !context.isTaken[start]
    else { return false }
    if context.has(.honorific, start), let person = person(at: start, context) {
      phrase.pointee = person
      return true
    }
    if let end = quotationEnd(from: start, context) {
      phrase.pointee = Phrase(start: start, end: end, nameStart: start, head: end - 1)
      phrase.pointee.features =
        PhraseFeatures.proper | PhraseFeatures.modified | PhraseFeatures.quoted | PhraseFeatures.undetermined
      return true
    }
    var features: UInt32 = 0
    var at = start
    // Determiners. One that a lexicon name starts with belongs to the name.
    while at < tokens.count, context.nameAt[at] < 0, !context.isTaken[at], at == start || !tokens[at].has(.cellStart) {
      let tag = tokens[at].tag
      if tag == .determiner {
        // 'the most vulnerable consumers'
        if isComparison(at, after: start, context) { break }
        if context.has(.article, at) {
          features |= PhraseFeatures.definite
        } else if context.has(.demonstrative, at) {
          features |= PhraseFeatures.demonstrative
        } else if context.has(.indefinite, at) {
          features |= PhraseFeatures.indefinite
        }
      } else if tag == .possessive {
        features |= PhraseFeatures.possessive
      } else if tag == .number {
        features |= PhraseFeatures.numbered
      } else {
        break
      }
      at += 1
    }
    var body = at
    var head: Int
    var end = bodyEnd(from: body, context) ?? body
    if let name = defined, name.start >= body, name.start < max(end, body + 1) {
      // 'the new Harbour Licensing Agency (HLA)', but 'the town and Harbour Licensing Agency (HLA)'
      if name.start > body + 1, context.has(.joiner, name.start - 1) || context.has(.comma, name.start - 1) {
        end = name.start - 1
        head = end - 1
      } else {
        // 'International Nimbus Laboratory (NL)': the letters need not cover the whole name.
        let isWhole = (body..<name.start).allSatisfy { context.items[$0].flags & UnitFlags.proper != 0 }
        (body, end, head) = (isWhole ? body : name.start, name.end, name.head)
      }
    } else {
      guard end > body else { return false }
      head = end - 1
    }
    if start > 0, tokens[start - 1].has(.possessive) { features |= PhraseFeatures.possessive }
    phrase.pointee = Phrase(start: start, end: end, nameStart: body, head: head, features: features)
    finish(&phrase.pointee, body: body, context)
    return true
  }

  /// `Ms. Annika Linck`: the honorific and the capitalised words behind it.
  private func person(at start: Int, _ context: SegmentTokens) -> Phrase? {
    let tokens = context.tokens
    var at = start + 1
    if at < tokens.count, tokens[at].has(.punctuation), !tokens[at].has(.spaceBefore) { at += 1 }
    let first = at
    while at < tokens.count, !tokens[at].has(.cellStart), tokens[at].has(.capitalised), tokens[at].has(.word),
      context.nameAt[at] < 0
    {
      at += 1
    }
    guard at > first else { return nil }
    var phrase = Phrase(start: start, end: at, nameStart: start, head: at - 1)
    phrase.features = PhraseFeatures.proper | PhraseFeatures.modified | PhraseFeatures.undetermined
    return phrase
  }

  /// Whether a word of degree stands between a determiner and an adjective.
  func isComparison(_ at: Int, after start: Int, _ context: SegmentTokens) -> Bool {
    guard at > start, context.has(.degree, at), at + 1 < context.tokens.count else { return false }
    let next = context.tokens[at + 1].tag
    return next == .adjective || next == .adverb
      || next == .participle && at + 2 < context.tokens.count && context.tokens[at + 2].tag == .plural
  }

  /// End of the premodifiers and the head that start here, or nil where there is no head.
  private func bodyEnd(from body: Int, _ context: SegmentTokens) -> Int? {
    let tokens = context.tokens
    var at = body
    var lastNominal = -1
    var lastIsName = false
    while at < tokens.count, !context.isTaken[at], at == body || !tokens[at].has(.cellStart) {
      if context.nameAt[at] >= 0 {
        let name = context.names[Int(context.nameAt[at])]
        // A country or the Union before a name is a modifier; a plural class of actors ends the phrase.
        lastNominal = name.end - 1
        at = name.end
        lastIsName = true
        if isPluralActor(name, context) {
          guard at < tokens.count, continuesAfterPlural(at, context),
            context.heads(at) != 0 || context.nameAt[at] >= 0 || sharedHead(from: at, context) != nil
          else { break }
        }
        continue
      }
      let tag = tokens[at].tag
      switch tag {
      case .determiner where at == body && context.has(.degree, at):
        at += 1
        continue
      case .noun, .name:
        if lastNominal >= 0, lastNominal == at - 1, endsCell(at, context) { break }
        lastNominal = at
        lastIsName = false
        at += 1
        continue
      case .plural:
        lastNominal = at
        lastIsName = false
        at += 1
        // 'Civil Service Capabilities Plan', 'AI Data and Robotics Association'
        let isProper = context.items[at - 1].flags & UnitFlags.proper != 0
        if at < tokens.count, continuesAfterPlural(at, context),
          context.heads(at - 1) == 0 || isProper && context.items[at].flags & UnitFlags.proper != 0
            || isHeadOfCompound(at, context)
        {
          continue
        }
        if isProper, at < tokens.count, context.has(.joiner, at),
          let next = coordination(at, body: body, lastNominal: lastNominal, lastIsName: false, context)
        {
          at = next
          continue
        }
      case .adjective:
        if lastNominal >= 0, !nominalFollows(at + 1, context) { break }
        at += 1
        continue
      case .adverb:
        if lastNominal < 0, at + 1 < tokens.count, tokens[at + 1].tag == .adjective || tokens[at + 1].tag == .adverb {
          at += 1
          continue
        }
      case .number:
        if lastNominal < 0, at > body {
          at += 1
          continue
        }
      default:
        if let next = jurisdictionEnd(at, context) {
          at = next
          continue
        }
        if let next = coordination(at, body: body, lastNominal: lastNominal, lastIsName: lastIsName, context) {
          at = next
          lastIsName = false
          continue
        }
      }
      break
    }
    return lastNominal < 0 ? nil : lastNominal + 1
  }

  /// Where a plural term of several words ends that begins here and that no noun follows, or nil.
  private func longTermEnd(_ at: Int, _ context: SegmentTokens) -> Int? {
    guard context.nameAt[at] >= 0 else { return nil }
    let name = context.names[Int(context.nameAt[at])]
    guard isLongTerm(name), context.tokens[name.end - 1].tag == .plural, !continuesAfterPlural(name.end, context)
    else { return nil }
    return name.end
  }

  private func isSkill(_ heads: UInt64) -> Bool {
    heads != 0 && rules.heads[heads.trailingZeroBitCount].kind == .skills
  }

  func isInstitution(_ heads: UInt64) -> Bool {
    heads != 0 && rules.heads[heads.trailingZeroBitCount].features & PhraseFeatures.institution != 0
  }

  private func isLongTerm(_ name: LexiconMatcher.Found) -> Bool {
    !traits[name.concept].isNamed && name.end > name.start + 1
  }

  private func isPluralActor(_ name: LexiconMatcher.Found, _ context: SegmentTokens) -> Bool {
    let token = context.tokens[name.end - 1]
    let known = context.facts[name.end - 1].tags
    // 'Estonians' and their like stand in no list of words.
    let isPeople = token.tag == .name && !token.isAcronym && traits[name.concept].features & PhraseFeatures.group != 0
    let isPlural = known.isEmpty ? token.tag == .plural || isPeople : known.first == .plural
    return isPlural && traits[name.concept].type == .actor
  }

  /// A plural goes on as a modifier only before another noun ("skills agenda").
  private func continuesAfterPlural(_ at: Int, _ context: SegmentTokens) -> Bool {
    guard at < context.tokens.count, !context.tokens[at].has(.cellStart), !context.isTaken[at] else { return false }
    let tag = context.tokens[at].tag
    guard tag == .noun || tag == .plural || tag == .name else { return false }
    // 'joint procurements MKM': an acronym that ends the cell is a name of its own.
    return !context.tokens[at].isAcronym || context.items[at - 1].flags & UnitFlags.proper != 0
      || continuesAfterPlural(at + 1, context)
  }

  /// 'raw materials hub', 'loans scheme': behind a plural that could end the phrase, a singular head without an object.
  private func isHeadOfCompound(_ at: Int, _ context: SegmentTokens) -> Bool {
    guard context.tokens[at].tag == .noun, context.heads(at) != 0 else { return false }
    guard at + 1 < context.tokens.count else { return true }
    let next = context.tokens[at + 1].tag
    return next != .determiner && next != .possessive && next != .number && next != .plural
      && context.facts[at].tags.first == .noun
  }

  /// 'the roadmap MKM - May 2024': behind a common noun, an acronym that ends what was a cell is a name of its own.
  private func endsCell(_ at: Int, _ context: SegmentTokens) -> Bool {
    guard context.tokens[at].isAcronym, context.heads(at - 1) != 0, context.items[at].flags & UnitFlags.typed == 0,
      !context.tokens[at - 1].has(.capitalised), at + 1 < context.tokens.count
    else { return false }
    return context.has(.dash, at + 1) && context.tokens[at + 1].has(.spaceBefore)
  }

  private func nominalFollows(_ start: Int, _ context: SegmentTokens) -> Bool {
    var at = start
    while at < context.tokens.count, !context.tokens[at].has(.cellStart), !context.isTaken[at] {
      if context.nameAt[at] >= 0 { return true }
      switch context.tokens[at].tag {
      case .noun, .plural, .name: return true
      case .adjective, .adverb: at += 1
      default:
        // 'industrial and academic actors'
        guard context.has(.joiner, at), at + 1 < context.tokens.count,
          context.tokens[at + 1].tag == .adjective
        else { return false }
        at += 1
      }
    }
    return false
  }

  // MARK: Coordination inside a phrase

  /// Where the phrase goes on after a comma or a joiner at `at`, or nil where it ends.
  private func coordination(
    _ at: Int, body: Int, lastNominal: Int, lastIsName: Bool, _ context: SegmentTokens
  ) -> Int? {
    let tokens = context.tokens
    let isComma = context.has(.comma, at)
    let isJoiner = context.has(.joiner, at)
    guard isComma || isJoiner, at > body, at + 1 < tokens.count else { return nil }
    var next = at + 1
    if isComma, context.has(.joiner, next) { next += 1 }
    guard next < tokens.count, !tokens[next].has(.cellStart) else { return nil }
    if lastNominal < 0 {
      // Adjectives before the head: 'secure and sustainable', 'clean, circular and competitive'.
      guard tokens[at - 1].tag == .adjective else { return nil }
      var probe = next
      while probe < tokens.count, tokens[probe].tag == .adverb { probe += 1 }
      guard probe < tokens.count else { return nil }
      if tokens[probe].tag == .adjective { return next }
      // 'scientific and business communities': a noun may stand for an adjective where a head follows, and a term
      // may hold both.
      let name = context.nameAt[probe]
      if isJoiner, tokens[probe].tag == .noun, name < 0, nominals(from: probe, context) >= 2 { return next }
      if isJoiner, name >= 0, isLongTerm(context.names[Int(name)]) { return next }
      return nil
    }
    // Nouns before a shared head: 'funding and state-aid rules'.
    let isProperPair =
      isJoiner && context.items[at - 1].flags & context.items[next].flags & UnitFlags.proper != 0
      && next == at + 1 && at - 1 > body && context.items[at - 2].flags & UnitFlags.proper != 0
    // 'manufacturing, agri-food and smart cities': the last of a list shares nothing with what follows.
    let members = PartOfSpeech.noun.bit | PartOfSpeech.plural.bit | PartOfSpeech.name.bit
    if body > 1, !isProperPair, context.has(.comma, body - 1), tokens[body - 2].tag.bit & members != 0 { return nil }
    // A singular that nothing determines is a modifier: 'employer and employee unions'.
    let isBare =
      (tokens[at - 1].tag == .noun && !tokens[at - 1].has(.capitalised)
        || tokens[at - 1].isAcronym && context.sectorAt[at - 1])
      && (body == 0 || tokens[body - 1].tag != .determiner && tokens[body - 1].tag != .possessive)
      && (body..<at - 1).allSatisfy { tokens[$0].tag == .adjective }
    if lastIsName, lastNominal == at - 1 {
      // Nouns that need evidence ('industry') and institutions ('government') stand without a determiner.
      let heads = context.heads(at - 1)
      guard isBare, next == at + 1, heads != 0, heads & rules.weakHeads == 0, !isInstitution(heads),
        let end = longTermEnd(next, context) ?? sharedHead(from: next, context), end > next + 1,
        tokens[end - 1].tag == .plural
      else { return nil }
      return next
    }
    // 'training and education programmes', 'AI and technology companies', 'agriculture and food companies'
    if isBare, isJoiner, next == at + 1, !lastIsName, lastNominal == at - 1, longTermEnd(next, context) != nil,
      tokens[at - 1].isAcronym || isSkill(context.heads(at - 1)) || context.sectorAt[at - 1]
    {
      return next
    }
    // 'Knut and Alice Wallenberg Foundation': a word that no list knows, before a run of capitals with a head.
    if isJoiner, next == at + 1, !lastIsName, at - body == 1, context.items[at - 1].flags & UnitFlags.proper != 0,
      context.facts[at - 1].tags.isEmpty, !tokens[at - 1].isAcronym, context.nameAt[next] < 0,
      let end = sharedHead(from: next, context), end > next + 2, context.heads(end - 1) != 0,
      (next..<end).allSatisfy({ context.items[$0].flags & UnitFlags.proper != 0 })
    {
      return next
    }
    guard !lastIsName, lastNominal == at - 1, tokens[at - 1].tag == .noun || isProperPair || isBare,
      isBare || context.heads(at - 1) & ~rules.weakHeads == 0
    else { return nil }
    if isComma, next == at + 1 {
      // A list 'a, b and c heads' goes on only where it ends so.
      guard tokens[next].tag == .noun, next + 1 < tokens.count, context.heads(next) == 0 else { return nil }
      return coordination(next + 1, body: body, lastNominal: next, lastIsName: false, context) == nil ? nil : next
    }
    let isField = context.sectorAt[next] && (tokens[next].tag != .plural || continuesAfterPlural(next + 1, context))
    guard tokens[next].tag == .noun || isProperPair || isField,
      context.nameAt[next] < 0, context.heads(next) == 0
    else { return nil }
    guard let end = sharedHead(from: next, context) else { return nil }
    return end > next + 1 ? next : nil
  }

  /// End of the run of nominals from here where its head belongs to a head group.
  private func sharedHead(from start: Int, _ context: SegmentTokens) -> Int? {
    var at = start
    while at < context.tokens.count, at == start || !context.tokens[at].has(.cellStart), !context.isTaken[at] {
      if context.nameAt[at] >= 0 {
        // A term may be the head: 'transport and logistics firms'.
        let name = context.names[Int(context.nameAt[at])]
        guard at > start, !traits[name.concept].isNamed else { break }
        at = name.end
        guard context.tokens[at - 1].tag == .plural, !continuesAfterPlural(at, context) else { continue }
        return at
      }
      let tag = context.tokens[at].tag
      guard tag == .noun || tag == .plural || tag == .name || tag == .adjective else { break }
      at += 1
      if tag == .plural, !(continuesAfterPlural(at, context) && context.heads(at) != 0) { break }
    }
    guard at - start >= 2, context.heads(at - 1) != 0 else { return nil }
    return at
  }

  private func nominals(from start: Int, _ context: SegmentTokens) -> Int {
    var count = 0
    var at = start
    while at < context.tokens.count, !context.tokens[at].has(.cellStart) {
      switch context.tokens[at].tag {
      case .noun, .name: count += 1
      case .plural: return count + 1
      case .adjective: break
      default: return count
      }
      at += 1
    }
    return count
  }
}
