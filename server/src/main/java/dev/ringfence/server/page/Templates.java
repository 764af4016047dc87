package dev.ringfence.server.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/// The templates, compiled into the program.
public final class Templates {
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          Templates.class.getClassLoader(),
          "dev.ringfence.server.page.template");

  /// The templates.
  public Templates() {}

  /// A page.
  ///
  /// @param name the template, without its suffix
  public String render(String name, Map<String, Object> values) {
    StringOutput out = new StringOutput(16 << 10);
    engine.render(name + ".jte", values, out);
    return out.toString();
  }
}
