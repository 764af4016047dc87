package dev.ringfence.scanner.match.parameters;

import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// The numbers of matching, read from `match.properties`, which names the run that gave them, with
/// the models that were learnt for it. Immutable.
public final class MatchParameters {
  /// Loaded when first asked for.
  private static final class Shipped {
    static final MatchParameters PARAMETERS = load(MatchFiles.SHIPPED);
  }

  private final Properties values;
  private final MatchIdentity identity;

  /// What everybody writes.
  public final IdiomModel idioms;

  /// What comments in general say.
  public final PhraseModel phrases;

  /// Bits that a token may count for at most; more would let one rare operator decide.
  public final double maxTokenBits;

  /// What each matched token costs: the chance that something fits, in bits.
  public final double tokenToll;

  public final double mismatch;
  public final double openMismatch;
  public final double gapOpen;
  public final double gapExtend;
  public final double lightGap;
  public final double synonymShare;

  /// Contents that may hold a feature of a function for it to be followed.
  public final int rewriteMaxFrequency;

  /// Contents, by what all their functions share with a piece of the hunk, whose functions are
  /// looked at.
  public final int rewriteContents;

  /// Functions that are weighed once it is known what they share with a piece of the hunk.
  public final int rewriteCandidates;

  /// A piece with fewer features says too little.
  public final int rewriteMinFeatures;

  /// The share of a piece's bits that its statements have at least: less is data.
  public final double rewriteStatements;

  /// Bits that the numbers of a function count for at most.
  public final double rewriteNumbers;

  /// Bits that a feature may count for at most.
  public final double rewriteMaxBits;

  /// Functions, best first, whose evidence is weighed.
  public final int rewriteExaminedOrigins;

  /// How many functions are looked at beside them, of other works.
  public final int rewriteBeside;

  /// What a function must share for any to be looked at.
  public final double rewriteLeastBits;

  public final double rewriteLeastStatements;

  /// What a unit of the decision on rewrites is on the scale of [#threshold].
  public final double rewriteScale;

  /// What that decision begins with, the threshold taken off.
  public final double rewriteBase;

  /// Its weights, in the order of [RewriteTerm].
  private final double[] rewriteWeights;

  /// How much of the prediction comes from the hunk's own earlier tokens.
  public final double selfWeight;

  public final double spellingCut;
  public final double spellingFactor;
  public final double spellingMax;
  public final double renameFactor;
  public final double renameBroken;

  public final int windowTokens;
  public final int windowStep;
  public final int maxFrequency;

  /// How far a first look at findable contents goes.
  public final RegionDepth firstLook;

  /// How far below the threshold the best match of a first look may score for more contents to be
  /// looked at, in bits.
  public final double lookMargin;

  /// The same for a hunk among others, whose fragments add up.
  public final double lookFragmentMargin;

  /// How far a look at findable contents goes.
  public final RegionDepth findableLook;

  /// How far a look at contents that are no evidence goes.
  public final RegionDepth otherLook;

  /// Findable and other blobs that are looked at for what other works hold in the place of a match.
  public final int contrastCandidates;

  /// Regions of other works that are aligned with the place of a match.
  public final int contrastRegions;

  public final int band;

  /// The band of a first look at a region.
  public final int narrowBand;

  /// Tokens on either side of a stretch that are aligned once more.
  public final int extendTokens;

  /// Bits from which on a stretch is worth looking around.
  public final double extendFrom;

  public final double joinToll;

  public final double otherLanguageToll;
  public final double weightSpelling;
  public final double weightRename;
  public final double spellingShare;
  public final double renameShare;

  /// The weights of [ScoreTerm].
  public final double decideRun;

  public final double decideCoverage;

  /// Structure from which on coverage counts in full.
  public final double decideCoverageStructure;

  /// Structure a matched token from which on run and coverage count in full.
  public final double decideDensity;

  /// Share of names among the matched tokens from which on run and coverage count in full.
  public final double decideNamed;

  public final double decideOwnSpelling;

  /// How much of the structure spellings of no other work may add.
  public final double decideOwnSpellingShare;

  public final double decideSharedSpelling;
  public final double decideSharedSpellingMax;
  public final double decideRename;
  public final double decideUnlikeName;
  public final double decideIdiom;

  /// What run, coverage and renaming add at most, for each bit of structure that is not idiom.
  public final double decideBonusLimit;

  public final double decideMissed;

  /// What may be missed at no cost, for each bit of structure.
  public final double decideMissedFree;

  public final double decideComment;
  public final double decideCommentMax;
  public final double decideOther;
  public final double decideSize;

  /// Scores from here on are findings.
  final double threshold;

  /// The score from which on a match may add to others of the same content in a change, in bits.
  public final double fragmentScore;

  MatchParameters(
      Properties values, IdiomModel idioms, PhraseModel phrases, MatchIdentity identity) {
    this.values = values;
    this.idioms = idioms;
    this.phrases = phrases;
    this.identity = identity;
    maxTokenBits = number("token.max-bits");
    tokenToll = number("token.toll");
    mismatch = number("align.mismatch");
    openMismatch = number("align.open-mismatch");
    gapOpen = number("align.gap-open");
    gapExtend = number("align.gap-extend");
    lightGap = number("align.light-gap");
    synonymShare = number("align.synonym-share");
    selfWeight = number("self.weight");
    spellingCut = number("spelling.cut");
    spellingFactor = number("spelling.factor");
    spellingMax = number("spelling.max-bits");
    renameFactor = number("rename.factor");
    renameBroken = number("rename.broken");
    windowTokens = (int) number("window.tokens");
    windowStep = (int) number("window.step");
    maxFrequency = (int) number("seed.max-frequency");
    firstLook = depth("first");
    lookMargin = number("look.margin");
    lookFragmentMargin = number("look.margin.fragment");
    findableLook = depth("findable");
    otherLook = depth("other");
    contrastCandidates = (int) number("candidates.contrast");
    contrastRegions = (int) number("regions.contrast");
    narrowBand = (int) number("align.narrow-band");
    band = (int) number("align.band");
    extendTokens = (int) number("extend.tokens");
    extendFrom = number("extend.from");
    joinToll = number("join.toll");
    otherLanguageToll = number("decide.other-language");
    weightSpelling = number("score.spelling");
    weightRename = number("score.rename");
    spellingShare = number("score.spelling-share");
    renameShare = number("score.rename-share");
    decideRun = number("decide.run");
    decideCoverage = number("decide.coverage");
    decideCoverageStructure = number("decide.coverage-structure");
    decideDensity = number("decide.density");
    decideNamed = number("decide.named");
    decideOwnSpelling = number("decide.own-spelling");
    decideOwnSpellingShare = number("decide.own-spelling-share");
    decideSharedSpelling = number("decide.shared-spelling");
    decideSharedSpellingMax = number("decide.shared-spelling-max");
    decideRename = number("decide.rename");
    decideUnlikeName = number("decide.unlike-name");
    decideIdiom = number("decide.idiom");
    decideBonusLimit = number("decide.bonus-limit");
    decideMissed = number("decide.missed");
    decideMissedFree = number("decide.missed-free");
    decideComment = number("decide.comment");
    decideCommentMax = number("decide.comment-max");
    decideOther = number("decide.other");
    decideSize = number("decide.size");
    threshold = number("threshold");
    fragmentScore = number("fragment.score");
    rewriteMaxFrequency = (int) number("rewrite.max-frequency");
    rewriteContents = (int) number("rewrite.contents");
    rewriteCandidates = (int) number("rewrite.candidates");
    rewriteMinFeatures = (int) number("rewrite.min-features");
    rewriteStatements = number("rewrite.statements");
    rewriteNumbers = number("rewrite.numbers");
    rewriteMaxBits = number("rewrite.max-bits");
    rewriteExaminedOrigins = (int) number("rewrite.origins");
    rewriteBeside = (int) number("rewrite.beside");
    rewriteLeastBits = number("rewrite.least-bits");
    rewriteLeastStatements = number("rewrite.least-statements");
    rewriteScale = number("rewrite.scale");
    rewriteBase = number("rewrite.base");
    rewriteWeights =
        Arrays.stream(RewriteTerm.values())
            .mapToDouble(term -> number("rewrite.weight." + term.id()))
            .toArray();
  }

  /// The parameters of this build.
  public static MatchParameters shipped() {
    return Shipped.PARAMETERS;
  }

  /// Which parameters and models these are.
  public MatchIdentity identity() {
    return identity;
  }

  /// The score from which on a match is a finding, in bits.
  public double threshold() {
    return threshold;
  }

  /// What the decision on rewrites weighs a term with.
  @SuppressWarnings("EnumOrdinal") // made in this order
  public double rewriteWeight(RewriteTerm term) {
    return rewriteWeights[term.ordinal()];
  }

  /// The score from which on a match may add to others of the same content in a change, in bits.
  public double fragmentScore() {
    return fragmentScore;
  }

  /// What so many distinct words of shared comments add.
  public double commentBits(int words) {
    return Math.min(decideComment * words, decideCommentMax);
  }

  /// All numbers by name, for reports.
  public Map<String, Double> values() {
    Map<String, Double> all = new TreeMap<>();
    for (String name : values.stringPropertyNames()) {
      all.put(name, number(name));
    }
    return all;
  }

  /// The parameters of this build, with other files in the place of some.
  public static MatchParameters load(MatchFiles files) {
    return ParameterReader.load(files);
  }

  private RegionDepth depth(String look) {
    String name = "look." + look;
    return new RegionDepth(
        (int) number(name + ".contents"),
        (int) number(name + ".contents.part"),
        (int) number(name + ".regions"),
        (int) number(name + ".regions.part"));
  }

  private double number(String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("match.properties lacks " + name);
    }
    return Double.parseDouble(value);
  }
}
