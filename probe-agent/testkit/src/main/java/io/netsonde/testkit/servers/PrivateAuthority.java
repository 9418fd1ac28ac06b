package io.netsonde.testkit.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate authority of the test's own, made by the JDK's {@code keytool}; files are PEM.
 *
 * @param certificate what its peers have to trust
 */
public record PrivateAuthority(Path folder, Path certificate) {
  private static final String PASSWORD = "changeit";

  /** A certificate chain and its PKCS #8 key, not encrypted. */
  public record Identity(Path certificate, Path key) {}

  /** Makes an authority in {@code folder}. */
  public static PrivateAuthority in(Path folder) throws IOException, GeneralSecurityException {
    return in(folder, "CN=Netsonde test authority");
  }

  /** Makes one of that name. */
  public static PrivateAuthority in(Path folder, String subject)
      throws IOException, GeneralSecurityException {
    generate(folder, "ca", subject, List.of("bc:critical=ca:true"));
    Path certificate = folder.resolve("ca.pem");
    writePem(certificate, "CERTIFICATE", load(folder, "ca").getCertificate("ca").getEncoded());
    return new PrivateAuthority(folder, certificate);
  }

  /** Makes a key and a certificate that is good for 127.0.0.1, as a server's and as a client's. */
  public Identity issue(String name) throws IOException, GeneralSecurityException {
    return issue(name, "ip:127.0.0.1,dns:localhost", "-1H", 2);
  }

  /**
   * Makes a key and a certificate.
   *
   * @param names as {@code dns:localhost,ip:127.0.0.1}
   * @param start when it becomes valid, from now on, as {@code -10d} or {@code +2H}
   * @param days how long it is valid from then on
   */
  public Identity issue(String name, String names, String start, int days)
      throws IOException, GeneralSecurityException {
    generate(
        folder,
        name,
        "CN=" + name,
        List.of("san=" + names, "eku=serverAuth,clientAuth"),
        "-signer",
        "ca",
        "-startdate",
        start,
        "-validity",
        String.valueOf(days));
    KeyStore store = load(folder, "ca");
    Path certificate = folder.resolve(name + ".pem");
    Certificate first = store.getCertificateChain(name)[0];
    writePem(certificate, "CERTIFICATE", first.getEncoded());
    Key key = store.getKey(name, PASSWORD.toCharArray());
    Path keyFile = folder.resolve(name + ".key.pem");
    writePem(keyFile, "PRIVATE KEY", key.getEncoded());
    return new Identity(certificate, keyFile);
  }

  /**
   * The same key and certificate, followed by one that another authority made for this one, and
   * that has expired: as servers still send it long after this one has come to be trusted itself.
   */
  public Identity withExpiredCrossSignature(Identity identity) throws IOException {
    generate(folder, "old", "CN=Netsonde old authority", List.of("bc:critical=ca:true"));
    Path request = folder.resolve("ca.csr");
    Path cross = folder.resolve("cross.pem");
    keytool(folder, "-certreq", "-alias", "ca", "-file", request.toString());
    keytool(
        folder,
        "-gencert",
        "-alias",
        "old",
        "-infile",
        request.toString(),
        "-outfile",
        cross.toString(),
        "-rfc",
        "-startdate",
        "-10d",
        "-validity",
        "5",
        "-ext",
        "bc:critical=ca:true");
    Path chain = folder.resolve("crossed-" + identity.certificate().getFileName());
    Files.writeString(chain, Files.readString(identity.certificate()) + Files.readString(cross));
    return new Identity(chain, identity.key());
  }

  private static void generate(
      Path folder, String alias, String subject, List<String> extensions, String... further)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                subject,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1"));
    extensions.forEach(extension -> arguments.addAll(List.of("-ext", extension)));
    arguments.addAll(List.of(further));
    keytool(folder, arguments.toArray(String[]::new));
  }

  /** All keys are in one store, so that the authority's can sign the others. */
  private static void keytool(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-keystore",
            folder.resolve("keys.p12").toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for keytool", e);
    }
  }

  private static KeyStore load(Path folder, String what)
      throws IOException, GeneralSecurityException {
    KeyStore store =
        KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
    if (!store.containsAlias(what)) {
      throw new GeneralSecurityException("there is no " + what + " in the store");
    }
    return store;
  }

  private static void writePem(Path file, String type, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
  }
}
