package dev.ringfence.scanner.change.patch;

import java.util.Locale;
import java.util.Set;

/// Names of files that hold pictures, sound, archives, measurements and the like, never source
/// code.
final class BinaryNames {
  private static final Set<String> SUFFIXES =
      Set.of(
          ("7z a aac avi bin blob bmp br bz2 ai class cur dat data db dll doc docx dylib egg eot eps exe"
                  + " fits flac gif gmo gpg gz h5 hdf5 icns ico jar jks jp2 jpeg jpg key keystore lib lz4"
                  + " lzma m4a mat mdb mkv mo mov mp3 mp4 mpeg mpg nc nib npy npz o obj odg odp ods odt ogg"
                  + " opus otf p12 parquet pb pbm pcap pcx pdf pfx pgm pickle pkl png pnm ppm ppt pptx psd"
                  + " pyc pyd pyo qm raw res rpm deb sav sig snap so sqlite swf tar tga tgz tif tiff ttc ttf"
                  + " war wasm wav webm webp whl wmf wmv woff woff2 xcf xls xlsx xpi xz z zip zst")
              .split(" ", -1));

  private BinaryNames() {}

  /// Whether a file of which nothing but its name is known may be code.
  static boolean mayBeCode(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return !SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
