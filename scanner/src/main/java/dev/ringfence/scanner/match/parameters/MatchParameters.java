package dev.ringfence.scanner.match.parameters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/// The numbers of matching, read from `match.properties`, which names the run that gave them, with
/// the models that were learnt for it. Immutable.
public final class MatchParameters {
  /// Loaded when first asked for.
  private static final class Shipped {
    static final MatchParameters PARAMETERS = load(MatchFiles.SHIPPED);
  }

  private static final String NUMBERS = "match.properties";
  private static final String IDIOMS = "idioms.bin";
  private static final String PHRASES = "phrases.bin";

  /// The digests of both, as `sha256sum` writes them.
  private static final String DIGESTS = "models.sha256";

  private static final MatchIdentity NONE = new MatchIdentity("", "", "", List.of());

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

  private MatchParameters(
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

  /// The parameters of this build, with other files in the place of some.
  public static MatchParameters load(MatchFiles files) {
    Properties properties = new Properties();
    List<String> replaced = new ArrayList<>();
    try (InputStream in = resource(NUMBERS)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (files.parameters().isPresent()) {
      byte[] own = read(files.parameters().get());
      try {
        properties.load(new InputStreamReader(new ByteArrayInputStream(own), ISO_8859_1));
        new MatchParameters(properties, IdiomModel.EMPTY, PhraseModel.EMPTY, NONE);
      } catch (IOException | IllegalArgumentException e) {
        throw invalid(files.parameters().get(), e);
      }
      replaced.add(replaced(NUMBERS, files.parameters().get(), own));
    }
    byte[] idioms = bytes(IDIOMS, files.idioms(), replaced);
    byte[] phrases = bytes(PHRASES, files.phrases(), replaced);
    return new MatchParameters(
        properties,
        model(IdiomModel::read, idioms, files.idioms()),
        model(PhraseModel::read, phrases, files.phrases()),
        new MatchIdentity(
            digest(properties),
            files.idioms().isPresent() ? sha256(idioms) : shippedDigest(IDIOMS),
            files.phrases().isPresent() ? sha256(phrases) : shippedDigest(PHRASES),
            replaced));
  }

  /// The digest of a model that is shipped: to take that of six megabytes is a tenth of what one
  /// hunk costs.
  private static String shippedDigest(String name) {
    try (InputStream in = resource(DIGESTS)) {
      return new String(in.readAllBytes(), ISO_8859_1)
          .lines()
          .filter(line -> line.endsWith("  " + name))
          .map(line -> "sha256:" + line.substring(0, line.indexOf(' ')))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no digest of " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Reading<T> {
    T read(InputStream in) throws IOException;
  }

  private static <T> T model(Reading<T> reading, byte[] bytes, Optional<Path> file) {
    try {
      return reading.read(new ByteArrayInputStream(bytes));
    } catch (IOException | IllegalArgumentException | NegativeArraySizeException e) {
      if (file.isPresent()) {
        throw invalid(file.get(), e);
      }
      throw new IllegalStateException(e);
    }
  }

  private static RingfenceException invalid(Path file, Exception cause) {
    return RingfenceException.usage(
        Diagnostic.of(
                "matching/invalid",
                "not a file of numbers or a model of matching: " + cause.getMessage(),
                "leave the system property out, or name a file that was made for it")
            .at(file.toString()));
  }

  private static byte[] bytes(String name, Optional<Path> own, List<String> replaced) {
    if (own.isPresent()) {
      byte[] bytes = read(own.get());
      replaced.add(replaced(name, own.get(), bytes));
      return bytes;
    }
    try (InputStream in = resource(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "matching/not-found",
                  "the file cannot be read: " + e.getMessage(),
                  "check the path in the system property")
              .at(file.toString()));
    }
  }

  private static String replaced(String name, Path own, byte[] bytes) {
    return name + " by " + own.getFileName() + " (" + sha256(bytes) + ")";
  }

  private static InputStream resource(String name) {
    InputStream in = MatchParameters.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("resource missing: " + name);
    }
    return in;
  }

  private static String digest(Properties numbers) {
    StringBuilder all = new StringBuilder();
    new TreeSet<>(numbers.stringPropertyNames())
        .forEach(
            name -> all.append(name).append(" = ").append(numbers.getProperty(name)).append('\n'));
    return sha256(all.toString().getBytes(UTF_8));
  }

  private static String sha256(byte[] bytes) {
    return "sha256:" + DigestUtils.sha256Hex(bytes);
  }
}
