package dev.ringfence.fingerprints.source;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Formats of data that are told by their first bytes: images, archives, fonts, sound, documents,
/// compiled objects.
final class MagicNumbers {
  private static final Map<String, String> MAGIC = new LinkedHashMap<>();

  private static void add(String kind, String... starts) {
    for (String start : starts) {
      MAGIC.put(start, kind);
    }
  }

  static {
    // In Latin-1: a character is a byte.
    add("image", "\u0089PNG\r\n\u001a\n", "\u00ff\u00d8\u00ff", "GIF87a", "GIF89a", "BM", "II*\0");
    add(
        "image",
        "MM\0*",
        "\0\0\1\0",
        "\0\0\2\0",
        "8BPS",
        "\0\0\0\fjP  ",
        "\u00c5\u00d0\u00d3\u00c6");
    add(
        "archive",
        "PK\3\4",
        "PK\5\6",
        "\u001f\u008b",
        "BZh",
        "\u00fd7zXZ",
        "7z\u00bc\u00af",
        "Rar!");
    add(
        "archive",
        "(\u00b5/\u00fd",
        "!<arch>\n",
        "\u001f\u009d",
        "MSCF",
        "\4\"M\30",
        "\u00ed\u00ab\u00ee\u00db");
    add("font", "OTTO\0", "\0\1\0\0\0", "ttcf", "wOFF", "wOF2", "true\0", "\u0080\1");
    add(
        "sound or video",
        "RIFF",
        "RIFX",
        "OggS",
        "fLaC",
        "ID3",
        "\u00ff\u00fb",
        "\u001aE\u00df\u00a3",
        "FORM");
    add("document", "%PDF-", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1");
    add("compiled code", "\177ELF", "MZ", "\u00ca\u00fe\u00ba\u00be", "\u00cf\u00fa\u00ed\u00fe");
    add(
        "compiled code",
        "\u00ce\u00fa\u00ed\u00fe",
        "\u00fe\u00ed\u00fa\u00ce",
        "\u00fe\u00ed\u00fa\u00cf");
    add("compiled code", "\0asm", "\u001bLua", "BC\u00c0\u00de", "dex\n");
    add(
        "data",
        "\u0093NUMPY",
        "\u0089HDF\r\n",
        "SQLite format 3\0",
        "CDF\1",
        "CDF\2",
        "\u00de\u0012\4\u0095");
  }

  /// Suffixes of data that programs write.
  private static final Set<String> DATA =
      Set.of(
          ("npy npz pkl pickle mat dat data bin so o a obj pyc pyo class wasm dll dylib exe lib pyd"
                  + " whl egg h5 hdf5 nc fits sav arff sqlite db parquet feather raw wav mp3 mp4 mov avi"
                  + " ogg flac ico icns cur psd xcf ttf otf woff woff2 eot gz bz2 xz zst 7z rar zip tar"
                  + " tgz jar war pdf ps eps doc docx xls xlsx ppt pptx odt ods odp djvu mo gmo der p12"
                  + " pfx crt cer key pem gpg sig asc dvi pfb pfm afm tfm bmp gif jpeg jpg png tif tiff"
                  + " webp pbm pgm ppm xpm rds rda rdata rdb rdx pack idx onnx pb tflite pt pth safetensors"
                  + " msgpack cbor bson lz4 lzma br cab deb rpm dmg iso img swf res pcap pdb ilk")
              .split(" ", -1));

  private MagicNumbers() {}

  /// What bytes begin like; empty where nothing tells.
  static Optional<String> kind(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> magic : MAGIC.entrySet()) {
      if (head.startsWith(magic.getKey())) {
        return Optional.of(magic.getValue());
      }
    }
    return Optional.empty();
  }

  /// Whether a name's suffix says data.
  static boolean isDataName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot >= 0 && DATA.contains(name.substring(dot + 1));
  }
}
