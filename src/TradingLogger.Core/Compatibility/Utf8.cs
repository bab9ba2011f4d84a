namespace System.Text.Unicode;

// netstandard2.0 has no validation: the bytes must be decoded.
internal static class Utf8
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true);

    public static unsafe bool IsValid(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return true;
        try
        {
            fixed (byte* first = bytes)
                _ = Strict.GetCharCount(first, bytes.Length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
