package dev.tokenry.store.dynamodb;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of an attribute, of one of the types of DynamoDB. It is independent of the AWS SDK, which the authorizer
 * does without. {@link #toString} does not contain the value, because values contain digests.
 */
public final class Attribute {

    /** The types, each named as in DynamoDB's JSON. */
    public enum Type {
        S,
        N,
        B,
        BOOL,
        NULL,
        L,
        M,
        SS,
        NS,
        BS
    }

    private final Type type;
    private final Object value;

    private Attribute(Type type, Object value) {
        this.type = type;
        this.value = value;
    }

    public static Attribute fromS(String value) {
        return new Attribute(Type.S, value);
    }

    /** Returns a number, in the form in which DynamoDB writes it. */
    public static Attribute fromN(String value) {
        return new Attribute(Type.N, value);
    }

    /** Returns a binary value. The bytes must not be changed afterwards. */
    public static Attribute fromB(byte[] value) {
        return new Attribute(Type.B, value);
    }

    public static Attribute fromBool(boolean value) {
        return new Attribute(Type.BOOL, value);
    }

    public static Attribute fromNull() {
        return new Attribute(Type.NULL, true);
    }

    public static Attribute fromL(List<Attribute> values) {
        return new Attribute(Type.L, List.copyOf(values));
    }

    public static Attribute fromM(Map<String, Attribute> values) {
        return new Attribute(Type.M, Map.copyOf(values));
    }

    public static Attribute fromSs(List<String> values) {
        return new Attribute(Type.SS, List.copyOf(values));
    }

    public static Attribute fromNs(List<String> values) {
        return new Attribute(Type.NS, List.copyOf(values));
    }

    /** Returns a set of binary values, each in Base64. */
    public static Attribute fromBs(List<String> values) {
        return new Attribute(Type.BS, List.copyOf(values));
    }

    public Type type() {
        return type;
    }

    public boolean is(Type expected) {
        return type == expected;
    }

    public String s() {
        return (String) require(Type.S);
    }

    public String n() {
        return (String) require(Type.N);
    }

    /** Returns the bytes, which must not be changed. */
    public byte[] b() {
        return (byte[]) require(Type.B);
    }

    public boolean bool() {
        return (Boolean) require(Type.BOOL);
    }

    @SuppressWarnings("unchecked") // Checked by the type.
    public List<Attribute> l() {
        return (List<Attribute>) require(Type.L);
    }

    @SuppressWarnings("unchecked") // Checked by the type.
    public Map<String, Attribute> m() {
        return (Map<String, Attribute>) require(Type.M);
    }

    public List<String> ss() {
        return strings(Type.SS);
    }

    public List<String> ns() {
        return strings(Type.NS);
    }

    /** Returns the binary values of a set, each in Base64. */
    public List<String> bs() {
        return strings(Type.BS);
    }

    @SuppressWarnings("unchecked") // Checked by the type.
    private List<String> strings(Type expected) {
        return (List<String>) require(expected);
    }

    private Object require(Type expected) {
        if (type != expected) {
            throw new IllegalStateException("The value has the type " + type + ", not " + expected);
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attribute that
                && type == that.type
                && (type == Type.B ? Arrays.equals(b(), that.b()) : value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return type == Type.B ? Arrays.hashCode(b()) : value.hashCode();
    }

    @Override
    public String toString() {
        return "Attribute[" + type + ", not shown]";
    }
}
