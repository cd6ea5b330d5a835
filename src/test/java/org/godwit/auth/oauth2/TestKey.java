package org.godwit.auth.oauth2;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** A provider's key, and tokens signed with it by the JDK alone: not by what checks them. */
record TestKey(String id, String algorithm, KeyPair pair) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  static TestKey of(String id, String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(switch (algorithm.substring(0, 2)) {
        case "ES" -> "EC";
        case "Ed" -> "Ed25519";
        default -> "RSA";
      });
      switch (algorithm.substring(0, 2)) {
        case "ES" -> generator.initialize(new ECGenParameterSpec(algorithm.equals("ES256") ? "secp256r1" : algorithm.equals("ES384") ? "secp384r1" : "secp521r1"));
        case "Ed" -> { }
        default -> generator.initialize(2048);
      }
      return new TestKey(id, algorithm, generator.generateKeyPair());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Its public half (RFC 7517). */
  JsonObject json() {
    return publicParts().put("kid", id).put("alg", algorithm).put("use", "sig");
  }

  private JsonObject publicParts() {
    return switch ((PublicKey) pair.getPublic()) {
      case RSAPublicKey rsa -> new JsonObject().put("kty", "RSA").put("n", number(rsa.getModulus(), 0)).put("e", number(rsa.getPublicExponent(), 0));
      case ECPublicKey ec -> {
        int length = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
        yield new JsonObject().put("kty", "EC").put("crv", "P-" + ec.getParams().getCurve().getField().getFieldSize())
            .put("x", number(ec.getW().getAffineX(), length)).put("y", number(ec.getW().getAffineY(), length));
      }
      case EdECPublicKey ed -> {
        byte[] encoded = ed.getEncoded();
        yield new JsonObject().put("kty", "OKP").put("crv", "Ed25519").put("x", BASE64.encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
      }
      default -> throw new IllegalStateException();
    };
  }

  private static String number(BigInteger value, int length) {
    byte[] bytes = value.toByteArray();
    byte[] bare = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    byte[] padded = new byte[Math.max(length, bare.length)];
    System.arraycopy(bare, 0, padded, padded.length - bare.length, bare.length);
    return BASE64.encodeToString(padded);
  }

  /** A token of these claims. */
  String sign(JsonObject claims) {
    return sign(new JsonObject().put("alg", algorithm).put("typ", "JWT").put("kid", id), claims);
  }

  /** A token with this header, signed with this key and algorithm whatever the header says. */
  String sign(JsonObject header, JsonObject claims) {
    String input = unsigned(header, claims);
    try {
      Signature signature = signature();
      signature.initSign(pair.getPrivate());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The first two parts of a token. */
  static String unsigned(JsonObject header, JsonObject claims) {
    return BASE64.encodeToString(header.encode().getBytes(StandardCharsets.UTF_8)) + "." + BASE64.encodeToString(claims.encode().getBytes(StandardCharsets.UTF_8));
  }

  private Signature signature() throws GeneralSecurityException {
    String bits = algorithm.substring(2);
    return switch (algorithm.substring(0, 2)) {
      case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
      case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
      case "Ed" -> Signature.getInstance("Ed25519");
      default -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec("SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), Integer.parseInt(bits) / 8, 1));
        yield pss;
      }
    };
  }
}
