package dev.ringfence.corpus.license;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// The licenses that a Maven POM names.
public final class PomLicenses {
  /// A POM's license evidence and, where it has none, its parent.
  ///
  /// @param evidence what the `licenses` element says; several licenses are read as a choice, as
  ///   Maven documents it
  /// @param parent `group:artifact:version` of the parent
  public record Pom(Optional<LicenseEvidence> evidence, Optional<String> parent) {}

  private PomLicenses() {}

  /// Reads a POM; one that is no XML says nothing. No entity or DTD is followed.
  public static Pom read(String path, byte[] xml) {
    Element project;
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setExpandEntityReferences(false);
      project =
          factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml)).getDocumentElement();
    } catch (org.xml.sax.SAXException
        | java.io.IOException
        | javax.xml.parsers.ParserConfigurationException e) {
      return new Pom(Optional.empty(), Optional.empty());
    }
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Element licenses : children(project, "licenses")) {
      for (Element license : children(licenses, "license")) {
        String name = text(license, "name");
        String url = text(license, "url");
        names.add(name.isEmpty() ? url : name);
        toSpdx(name).or(() -> toSpdx(url)).ifPresent(ids::add);
      }
    }
    Optional<String> parent =
        children(project, "parent").stream()
            .findFirst()
            .map(p -> text(p, "groupId") + ":" + text(p, "artifactId") + ":" + text(p, "version"));
    if (names.isEmpty()) {
      return new Pom(Optional.empty(), parent);
    }
    String expression =
        ids.size() == names.size() ? String.join(" OR ", ids.stream().distinct().toList()) : "";
    return new Pom(
        Optional.of(
            new LicenseEvidence(
                Method.METADATA, expression, path, 0, "licenses: " + String.join(", ", names))),
        parent);
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    return children(parent, name).stream()
        .findFirst()
        .map(e -> e.getTextContent().trim())
        .orElse("");
  }

  /// The SPDX id of a license as POMs spell it; empty where it is not certain.
  static Optional<String> toSpdx(String name) {
    String low = name.toLowerCase(Locale.ROOT).replaceAll("[\\s,]+", " ").trim();
    if (low.isEmpty()) {
      return Optional.empty();
    }
    Optional<SpdxExpression> plain = SpdxExpression.parse(name);
    if (plain.isPresent() && LicenseCategories.of(plain.get().toString()) != Category.UNSTATED) {
      return plain.map(SpdxExpression::toString);
    }
    boolean later = low.contains("later") || low.contains("+");
    String suffix = later ? "-or-later" : "-only";
    if (low.contains("affero") || low.contains("agpl")) {
      return Optional.of("AGPL-3.0" + suffix);
    }
    if (low.contains("lesser") || low.contains("lgpl") || low.contains("library general")) {
      String version =
          low.contains("2.1")
              ? "2.1"
              : low.contains("3") ? "3.0" : low.contains("2") ? "2.0" : "2.1";
      return Optional.of("LGPL-" + version + suffix);
    }
    if (low.contains("gpl") || low.contains("gnu general public")) {
      String version = low.contains("3") ? "3.0" : low.contains("2") ? "2.0" : "1.0";
      String id = "GPL-" + version + (version.equals("1.0") ? "-or-later" : suffix);
      return Optional.of(
          low.contains("classpath") || low.contains("gpl2 w/ cpe") || low.contains("w/cpe")
              ? id + " WITH Classpath-exception-2.0"
              : id);
    }
    if (low.contains("apache")) {
      return Optional.of(low.contains("1.1") ? "Apache-1.1" : "Apache-2.0");
    }
    if (low.contains("eclipse public") || low.startsWith("epl")) {
      return Optional.of(low.contains("1.0") || low.contains("v10") ? "EPL-1.0" : "EPL-2.0");
    }
    if (low.contains("eclipse distribution") || low.startsWith("edl") || low.contains("bsd")) {
      return Optional.of(
          low.contains("2-clause") || low.contains("simplified") ? "BSD-2-Clause" : "BSD-3-Clause");
    }
    if (low.contains("mozilla public") || low.startsWith("mpl")) {
      return Optional.of(low.contains("1.1") ? "MPL-1.1" : "MPL-2.0");
    }
    if (low.matches("(the )?mit( license)?.*")) {
      return Optional.of("MIT");
    }
    if (low.contains("cddl") || low.contains("common development and distribution")) {
      return Optional.of(low.contains("1.1") ? "CDDL-1.1" : "CDDL-1.0");
    }
    if (low.contains("public domain")) {
      return Optional.of("LicenseRef-public-domain");
    }
    return Optional.empty();
  }
}
