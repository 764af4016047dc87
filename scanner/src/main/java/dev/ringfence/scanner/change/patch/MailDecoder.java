package dev.ringfence.scanner.change.patch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Undoes what mail does to a patch: quoted-printable, base64, flowed lines; in each part of each
/// mail of an input, as `git am` does. All else passes as it is, since `git apply` and `patch` look
/// at a mail as at any text.
final class MailDecoder {
  /*
   * The rules are those of git's mailinfo, which decides what lands, and not those of the standard: an
   * encoding is what the header's text mentions, any part may hold the patch, lines of base64 are
   * decoded one by one. What only one of the two takes is a fault, and is read both ways.
   */

  private static final Pattern FROM = Pattern.compile("From .*\\d:\\d\\d.* \\d{4}\\b.*");
  private static final Pattern FIELD = Pattern.compile("[!-9;-~]+:.*");
  private static final Pattern BOUNDARY =
      Pattern.compile("\\bboundary *= *(?:\"([^\"]+)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);
  private static final Pattern PART_START = Pattern.compile("--[^ ].{0,70}");
  private static final Pattern QUIET_TYPE =
      Pattern.compile("(?:image|audio|video|font)/.*|application/(?:pgp|pkcs7|x-pkcs7|pdf).*");
  private static final Pattern BAD_QUOTED = Pattern.compile("=(?![0-9A-Fa-f]{2}|[ \\t]*$)");

  private final PatchLines in;
  private final Faults faults;
  private final List<String> text = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final Deque<String> boundaries = new ArrayDeque<>();

  private MailDecoder(PatchLines in, Faults faults) {
    this.in = in;
    this.faults = faults;
  }

  /// What the header of a mail or of a part says of the text behind it.
  private record Header(String encoding, String type, int end) {
    boolean isFlowed() {
      return type.matches("(?s).*\\bformat *= *\"?flowed.*");
    }

    boolean deletesBlank() {
      return type.matches("(?s).*\\bdelsp *= *\"?yes.*");
    }
  }

  /// The lines of an input with its mails decoded.
  static PatchLines decode(PatchLines lines, Faults faults) {
    MailDecoder decoder = new MailDecoder(lines, faults);
    decoder.run();
    return new PatchLines(
        decoder.text, decoder.numbers.stream().mapToInt(Integer::intValue).toArray());
  }

  private void run() {
    boolean headerMayStart = true;
    int at = 0;
    while (at < in.size()) {
      String line = in.line(at);
      if (headerMayStart && FIELD.matcher(line).matches() && !line.startsWith("Index:")) {
        Header header = header(at);
        for (; at < header.end; at++) {
          pass(at);
        }
        headerMayStart = header.type.startsWith("message/");
        if (!headerMayStart) {
          at = body(at, header);
        }
        continue;
      }
      pass(at);
      at++;
      if (FROM.matcher(line).matches()) {
        boundaries.clear();
        headerMayStart = true;
      } else if (isBoundary(line) || startsPart(line, at)) {
        headerMayStart = !line.endsWith("--");
      } else {
        headerMayStart &= line.isBlank();
      }
    }
  }

  private void pass(int at) {
    text.add(in.text().get(at));
    numbers.add(in.numbers()[at]);
  }

  private boolean isBoundary(String line) {
    return line.startsWith("--")
        && boundaries.stream().anyMatch(boundary -> line.startsWith("--" + boundary));
  }

  /// A part of a mail whose own header is not in the input.
  private boolean startsPart(String line, int next) {
    return PART_START.matcher(line).matches()
        && in.line(next).regionMatches(true, 0, "Content-", 0, "Content-".length());
  }

  private Header header(int from) {
    String encoding = "";
    String type = "";
    int at = from;
    while (at < in.size() && FIELD.matcher(in.line(at)).matches()) {
      StringBuilder field = new StringBuilder(in.line(at));
      at++;
      while (at < in.size() && in.line(at).matches("[ \\t].*\\S.*")) {
        field.append(' ').append(in.line(at).strip());
        at++;
      }
      String name = field.substring(0, field.indexOf(":")).toLowerCase(Locale.ROOT);
      String value = field.substring(field.indexOf(":") + 1).strip();
      if (name.equals("content-transfer-encoding")) {
        encoding = value.toLowerCase(Locale.ROOT);
      } else if (name.equals("content-type")) {
        type = value.toLowerCase(Locale.ROOT);
        Matcher boundary = BOUNDARY.matcher(value);
        if (boundary.find()) {
          boundaries.push(boundary.group(1) != null ? boundary.group(1) : boundary.group(2));
        }
      }
    }
    return new Header(encoding, type, at);
  }

  /// Decodes the text behind a header where it is encoded; returns the line behind what it took.
  private int body(int from, Header header) {
    boolean base64 = header.encoding.contains("base64");
    boolean quoted = !base64 && header.encoding.contains("quoted-printable");
    if (header.type.startsWith("multipart/") || (!base64 && !quoted && !header.isFlowed())) {
      if (!header.encoding.isEmpty()
          && !header.encoding.matches(".*(?:[78]-?bit|binary|base64|quoted).*")) {
        faults.add(in.number(from), "a mail in an encoding that is not known: " + header.encoding);
      }
      return from;
    }
    int end = from;
    while (end < in.size() && !isBoundary(in.line(end)) && !FROM.matcher(in.line(end)).matches()) {
      end++;
    }
    if (base64) {
      base64(from, end, header);
    } else if (quoted) {
      quotedPrintable(from, end, header);
    } else {
      List<String> lines = new ArrayList<>(in.text().subList(from, end));
      int[] at = Arrays.copyOfRange(in.numbers(), from, end);
      emit(new PatchLines(lines, at), header);
    }
    return end;
  }

  private void base64(int from, int end, Header header) {
    StringBuilder bytes = new StringBuilder();
    boolean whole = true;
    boolean ended = false;
    for (int i = from; i < end; i++) {
      String line = in.line(i).strip();
      whole &= line.matches("[A-Za-z0-9+/]*={0,2}") && !(ended && !line.isEmpty());
      ended |= line.endsWith("=") || line.length() % 4 != 0;
      decodeLine(line, bytes);
    }
    // A last line without its padding is a habit of some; any other is decoded differently by some.
    String decoded = bytes.toString();
    if (!whole) {
      faults.add(in.number(from), "a mail in base64 that is damaged");
      for (int i = from; i < end; i++) {
        pass(i);
      }
    }
    if (QUIET_TYPE.matcher(header.type).matches()) {
      return;
    }
    PatchLines lines = PatchLines.of(decoded.getBytes(StandardCharsets.ISO_8859_1), faults);
    if (lines.text().stream().anyMatch(line -> line.indexOf('\0') >= 0)
        && lines.text().stream().noneMatch(line -> line.startsWith("@@ -"))) {
      faults.add(in.number(from), "an attachment that is no text was not read");
      return;
    }
    int[] at = new int[lines.size()];
    Arrays.fill(at, in.number(from));
    emit(new PatchLines(lines.text(), at), header);
  }

  private static void decodeLine(String line, StringBuilder bytes) {
    int bits = 0;
    int held = 0;
    for (int i = 0; i < line.length(); i++) {
      int value = value(line.charAt(i));
      if (value < 0) {
        continue;
      }
      held = held << 6 | value;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes.append((char) (held >> bits & 0xff));
        held &= (1 << bits) - 1;
      }
    }
  }

  private static int value(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }

  private void quotedPrintable(int from, int end, Header header) {
    List<String> lines = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int started = from;
    boolean whole = true;
    for (int i = from; i < end; i++) {
      String line = in.line(i);
      whole &= !BAD_QUOTED.matcher(line).find();
      String full = line.stripTrailing();
      boolean soft = full.endsWith("=");
      unquote(soft ? full.substring(0, full.length() - 1) : line, open);
      if (soft && i + 1 < end) {
        continue;
      }
      for (String decoded : open.toString().split("\n", -1)) {
        lines.add(decoded);
        at.add(in.numbers()[started]);
      }
      open.setLength(0);
      started = i + 1;
    }
    if (!whole) {
      faults.add(in.number(from), "a mail in quoted-printable that is damaged");
      for (int i = from; i < end; i++) {
        pass(i);
      }
    }
    emit(new PatchLines(lines, at.stream().mapToInt(Integer::intValue).toArray()), header);
  }

  private static void unquote(String line, StringBuilder to) {
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      int high = c == '=' && i + 2 < line.length() ? Character.digit(line.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(line.charAt(i + 2), 16);
      if (low < 0) {
        to.append(c);
        i++;
      } else {
        to.append((char) (high * 16 + low));
        i += 3;
      }
    }
  }

  /// Passes on decoded lines, with flowed ones joined.
  private void emit(PatchLines lines, Header header) {
    if (!header.isFlowed()) {
      text.addAll(lines.text());
      for (int number : lines.numbers()) {
        numbers.add(number);
      }
      return;
    }
    StringBuilder open = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.line(i);
      boolean signature = line.equals("-- ");
      if (signature && !open.isEmpty()) {
        text.add(open.toString());
        numbers.add(lines.numbers()[i]);
        open.setLength(0);
      }
      String unstuffed = !signature && line.startsWith(" ") ? line.substring(1) : line;
      if (!signature && unstuffed.endsWith(" ")) {
        open.append(unstuffed, 0, unstuffed.length() - (header.deletesBlank() ? 1 : 0));
        continue;
      }
      text.add(open + unstuffed);
      numbers.add(lines.numbers()[i]);
      open.setLength(0);
    }
    if (!open.isEmpty()) {
      text.add(open.toString());
      numbers.add(lines.number(lines.size()));
    }
  }
}
