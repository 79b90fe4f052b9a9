package dev.paykore.console.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium of the system, as somebody uses it. */
public final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  private final ChromeDriver driver;
  private final String url;

  private Browser(ChromeDriver driver, String url) {
    this.driver = driver;
    this.url = url;
  }

  static Optional<Path> chromium() {
    return firstOf("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  }

  private static Optional<Path> chromedriver() {
    return firstOf("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
  }

  private static Optional<Path> firstOf(String... paths) {
    return Stream.of(paths).map(Path::of).filter(Files::isExecutable).findFirst();
  }

  static boolean isInstalled() {
    return chromium().isPresent() && chromedriver().isPresent();
  }

  /** Starts one that visits the console at the given address. */
  public static Browser start(String url) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium().orElseThrow().toString());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    options.addArguments("--disable-gpu", "--hide-scrollbars", "--window-size=1280,900");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver().orElseThrow().toFile())
            .build();
    return new Browser(new ChromeDriver(service, options), url);
  }

  public Browser open(String path) {
    driver.get(url + path);
    return this;
  }

  public Browser logIn(String email, String password) {
    open("/login").type("email", email).type("password", password).press("Log in");
    waitFor(".side");
    return this;
  }

  public Browser type(String id, String text) {
    WebElement field = find("#" + id);
    field.clear();
    field.sendKeys(text);
    return this;
  }

  public Browser press(String button) {
    driver
        .findElement(
            By.xpath(
                "//*[self::button or self::a or self::summary][normalize-space()='"
                    + button
                    + "']"))
        .click();
    return this;
  }

  public Browser click(String selector) {
    find(selector).click();
    return this;
  }

  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  public Browser waitFor(String selector) {
    new WebDriverWait(driver, PATIENCE)
        .until(any -> !driver.findElements(By.cssSelector(selector)).isEmpty());
    return this;
  }

  public Browser waitForText(String selector, String text) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> selector + " should have been: " + text)
        .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
        .until(
            any ->
                driver.findElements(By.cssSelector(selector)).stream()
                    .anyMatch(element -> element.getText().contains(text)));
    return this;
  }

  public String text(String selector) {
    return find(selector).getText();
  }

  public String path() {
    return driver.getCurrentUrl().replace(url, "");
  }

  public String source() {
    return driver.getPageSource();
  }

  Browser size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
    return this;
  }

  Browser dark(boolean dark) {
    String scheme = dark ? "dark" : "light";
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    return this;
  }

  /** Has the window of a telephone, or that of a desk. */
  Browser phone(boolean phone) {
    if (phone) {
      metrics(390, 844);
    } else {
      driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
    return this;
  }

  /** A picture of the whole page at the given width. */
  void picture(String name, int width) {
    metrics(width, 900);
    metrics(width, (Long) script("return Math.max(900, document.documentElement.scrollHeight)"));
    write(Path.of("target", "pictures", name + "-" + width + ".png"));
    phone(false);
  }

  private void metrics(int width, long height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  private void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the page is wider than the window. */
  boolean overflows() {
    return (Boolean)
        script(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  public Object script(String script) {
    return driver.executeScript(script);
  }

  /** What axe-core finds that is serious or critical: rule and place. */
  List<?> seriousFlaws() {
    script(axe());
    return (List<?>)
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] })
              .then(found => done(found.violations
                .filter(v => v.impact === "serious" || v.impact === "critical")
                .map(v => v.id + ": " + v.nodes.map(n => n.html).join(" "))));
            """);
  }

  private static String axe() {
    try (var in = Browser.class.getResourceAsStream(AXE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the browser has complained of, such as a breach of the content security policy. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
