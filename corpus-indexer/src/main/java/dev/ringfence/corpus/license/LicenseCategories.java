package dev.ringfence.corpus.license;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The category of each SPDX license id.
public final class LicenseCategories {
  /* By family, in order; the first that matches counts. The families follow the categories that
   * ScanCode's LicenseDB gives to the same licenses. */
  private record Family(Pattern ids, Category category) {
    Family(String ids, Category category) {
      this(Pattern.compile(ids, Pattern.CASE_INSENSITIVE), category);
    }
  }

  private static final List<Family> FAMILIES =
      List.of(
          new Family("LGPL.*|LGPLLR", Category.COPYLEFT_LIMITED),
          // One by one, where ScanCode sets a license apart from those of like names.
          new Family(
              "Arphic-1999|BSD-Protection|LAL-1\\.[23]|MakeIndex|SNIA|TGPPL-1\\.0|TMate|TOSL|VOSTROM|Vim|APL-1\\.0"
                  + "|D-FSL-1\\.0|ODbL-1\\.0|PPL|RHeCos-1\\.1|SimPL-2\\.0|SugarCRM-1\\.1\\.3|Parity-.*|Aladdin|Glide",
              Category.COPYLEFT),
          new Family(
              "Artistic-2\\.0|ClArtistic|Eurosym|FDK-AAC|GL2PS|Imlib2|OFL-1\\.1|OGTSL|OLDAP-1\\.[1-4]|OPL-1\\.0"
                  + "|OpenPBS-2\\.3|Qhull|Ruby|SMPPL|Sendmail-8\\.23|TAPR-OHL-1\\.0|Zimbra-1\\.[34]|gnuplot"
                  + "|BitTorrent-1\\.[01]|CDL-1\\.0|CDLA-Sharing-1\\.0|CUA-OPL-1\\.0|GCR-docs|IPA|LiLiQ-P-1\\.1"
                  + "|Linux-man-pages-1-para|NASA-1\\.3|NBPL-1\\.0|NGPL|NOSL|Noweb|OCCT-PL|OSET-PL-2\\.1"
                  + "|TORQUE-1\\.1|UCL-1\\.0|URT-RLE|Ubuntu-font-1\\.0",
              Category.COPYLEFT_LIMITED),
          new Family(
              "JSON|Intel|OPUBL-1\\.0|DRL-1\\.[01]|3D-Slicer-1\\.0|AAL|AMD-newlib|AML-glslang|APAFML|Abstyles|AdaCore-doc"
                  + "|CERN-OHL-1\\.[12]|CERN-OHL-P-2\\.0|Cronyx|DEC-3-Clause|DocBook-Schema|DocBook-XML|EPICS"
                  + "|FreeBSD-DOC|Glulxe|Gutmann|HTMLTIDY|Kastrup|LPD-document|MS-LPL|MS-PL|Mup|NCL|ODC-By-1\\.0"
                  + "|OGDL-Taiwan-1\\.0|OLFL-1\\.3|Pixar|Ruby-pty|SGI-OpenGL|SGP4|TTYP0|Widget-Workshop|Xfig|Zeeff"
                  + "|Zend-2\\.0|libtiff|libutil-David-Nugent|mpi-permissive|pkgconf|swrule",
              Category.PERMISSIVE),
          new Family(
              "AGPL.*|SSPL.*|OSL-.*|EUPL-.*|RPL-.*|CPAL-.*|NPOSL-.*|CC-BY-SA-.*|GFDL-.*|Sleepycat|QPL-.*|CECILL-[12].*|MS-RL.*|RPSL-.*|copyleft-next.*|CERN-OHL-S-.*|DRL-.*|FreeImage|Watcom-.*|CAL-.*|TPL-.*|LiLiQ-Rplus-.*",
              Category.COPYLEFT),
          new Family("GPL-.*|eCos-.*", Category.COPYLEFT),
          new Family(
              "MPL-.*|EPL-.*|CDDL-.*|CPL-.*|IPL-.*|APSL-.*|MS-RL|SPL-.*|NPL-.*|CECILL-C|YPL-.*|LPPL-.*|Artistic-1.*|Nokia|OCLC-.*|RSCPL|Interbase-.*|Motosoto|LPL-.*|CERN-OHL-W-.*|CATOSL-.*|ErlPL-.*|gSOAP-.*|Frameworx-.*|LiLiQ-R-.*|Linux-man-pages-copyleft.*",
              Category.COPYLEFT_LIMITED),
          new Family(
              "BUSL-.*|Elastic-.*|PolyForm-.*|Parity-.*|Hippocratic-.*|FSL-.*|Commons-Clause.*",
              Category.SOURCE_AVAILABLE),
          new Family(
              "CC-BY-N[CD].*|CC-BY-NC-.*|JSON|Aladdin|Intel|RSA-MD.*NC|OPUBL-.*|NCGL-.*|Glide",
              Category.FREE_RESTRICTED),
          new Family(
              "CC0-.*|Unlicense.*|0BSD|PDDL-.*|SAX-PD.*|NIST-PD.*|blessing|LicenseRef-public-domain|CC-PDDC|ANTLR-PD.*|WTFPL|MIT-0|libselinux-.*|libtiff-PD",
              Category.PUBLIC_DOMAIN),
          new Family("LicenseRef-.*(proprietary|numerical-recipes).*", Category.PROPRIETARY_FREE),
          new Family(
              "LicenseRef-.*unstated.*|LicenseRef-.*unknown.*|NOASSERTION|NONE", Category.UNSTATED),
          new Family(
              "MIT.*|BSD.*|Apache-.*|ISC.*|Zlib.*|zlib-.*|Python-.*|PSF-.*|CNRI-.*|HPND.*|NTP.*|X11.*|BSL-.*|Artistic-2\\.0|W3C.*|Unicode-.*|curl|OpenSSL.*|SSLeay.*|PHP-.*|PostgreSQL|Ruby|TCL|Libpng|libpng-.*|IJG.*|FTL|AFL-.*|ZPL-.*|NCSA|Xnet|ICU|Beerware|SMLNJ|CC-BY-[0-9].*|Vim|UPL-.*|MulanPSL-.*|MirOS|NAIST-.*|Naumen|OLDAP-.*|Plexus|Spencer-.*|TCP-wrappers|Info-ZIP|OFL-.*|FSFUL.*|FSFAP.*|Bitstream-.*|bzip2-.*|JasPer-.*|Latex2e.*|mpich2|MITNFA|OGC-.*|OML|RSA-MD|SGI-B-.*|SISSL.*|SWL|Sendmail.*|SunPro|TMate|TU-Berlin-.*|Xerox|XFree86-.*|Zed|Zimbra-.*|ECL-.*|EFL-.*|Fair|Entessa|EUDatagrid|LPL.*|Intel-ACPI|CDLA-Permissive-.*|CECILL-B|BlueOak-.*|AML|AMPAS|ADSL|Afmparse|AMDPLPA|Adobe-.*|Boehm-.*|Borceux|Caldera.*|ClArtistic|Condor-.*|Crossword|CrystalStacker|Cube|DOC|Dotseqn|DSDP|dvipdfm|EGenix|eGenix|Eurosym|Giftware|GL2PS|gnuplot|HaskellReport|IBM-pibs|ImageMagick|iMatix|JPNIC|Leptonica|Linux-OpenIB|lsof|MakeIndex|MTLL|Multics|Net-SNMP|NetCDF|Newsletr|NLOD-.*|NLPL|NRL|O-UDA-.*|OGL-.*|OGTSL|OPL.*|psfrag|psutils|Qhull|Rdisc|Saxpath|SCEA|SHL-.*|SNIA|SSH-.*|Stanford.*|TAPR-.*|TOSL|VOSTROM|VSL-.*|Wsuipa|xinetd|xpp|XSkat|LOOP|snprintf|magaz|McPhee-.*|Martin-Birgmeier|mailprio|hdparm|HP-.*|Kazlib|Inner-Net.*|Cornell-.*|Brian-Gladman-.*|CMU-Mach.*|Minpack|LZMA-SDK-.*|SL|TTWL|UCAR|ULEM|Furuseth|Clips|check-cvs|gtkbook|radvd|swrl|softSurfer|ssh-keyscan|threeparttable|w3m|xlock|xkeyboard-.*|mplus|metamail|lcs-telegraphics|etalab-.*|diffmark|cve-tou|checkmk|any-OSI.*|NetSurf|Symlinks|Sun-PPP.*|Soundex|Mackerras-.*|OAR|Ferguson-Twofish|FBM|fwlw|Graphics-Gems|HIDAPI|ThirdEye|TermReadKey|Catharon|App-s2p|Arphic-.*|Baekmuk|Bahyph|Barr|bcrypt-.*|CFITSIO|COIL-.*|Community-Spec-.*|DL-DE-.*|dtoa|FDK-AAC|GD|GLWTPL|ImageMagick|Imlib2|InnoSetup|IEC-.*|Jam|Knuth-.*|LAL-.*|Lucida-.*|MMIXware|MPEG-SSG|NICTA-.*|NIST-.*|OFFIS|OpenPBS-.*|OpenVision|PADL|pnmstitch|python-ldap|SchemeReport|Sendmail-.*|SMPPL|TGPPL-.*|TPDL|TrustedQSL|UMich-Merit|UnixCrypt|wwl|Xdebug-.*|xzoom|ZPL.*",
              Category.PERMISSIVE));

  private static final Set<String> WEAKENING =
      Set.of(
          "classpath-exception-2.0",
          "gcc-exception-2.0",
          "gcc-exception-3.1",
          "autoconf-exception-2.0",
          "autoconf-exception-3.0",
          "bison-exception-2.2",
          "bison-exception-1.24",
          "libtool-exception",
          "llvm-exception",
          "openjdk-assembly-exception-1.0",
          "linux-syscall-note",
          "font-exception-2.0",
          "universal-foss-exception-1.0",
          "autoconf-exception-generic",
          "autoconf-exception-generic-3.0",
          "autoconf-exception-macro",
          "classpath-exception-2.0-short",
          "clisp-exception-2.0",
          "ecos-exception-2.0",
          "fltk-exception",
          "freertos-exception-2.0",
          "gcc-exception-2.0-note",
          "gnat-exception",
          "gnome-examples-exception",
          "gnu-compiler-exception",
          "gpl-3.0-linking-exception",
          "gpl-3.0-linking-source-exception",
          "gpl-3.0-interface-exception",
          "independent-modules-exception",
          "lzma-exception",
          "mif-exception",
          "nokia-qt-exception-1.1",
          "ps-or-pdf-font-exception-20170817",
          "qt-gpl-exception-1.0",
          "simple-library-usage-exception",
          "swi-exception",
          "texinfo-exception",
          "ubdl-exception",
          "wxwindows-exception-3.1");

  private LicenseCategories() {}

  /// The category of a license id; [Category#UNSTATED] for one that no family takes.
  public static Category of(String id) {
    for (Family family : FAMILIES) {
      if (family.ids.matcher(id).matches()) {
        return family.category;
      }
    }
    return Category.UNSTATED;
  }

  /// The category of a license with an exception: an exception for linking or generated output
  /// makes copyleft limited.
  public static Category withException(String id, String exception) {
    Category category = of(id);
    return category == Category.COPYLEFT && WEAKENING.contains(exception.toLowerCase(Locale.ROOT))
        ? Category.COPYLEFT_LIMITED
        : category;
  }

  /// Whether serving over a network counts as distribution.
  public static boolean isNetworkCopyleft(String id) {
    return id.matches("(?i)AGPL.*|SSPL.*|OSL-.*|EUPL-.*|RPL-.*|CPAL-.*");
  }
}
