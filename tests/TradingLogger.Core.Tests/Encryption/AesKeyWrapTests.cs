using TradingLogging.Encryption;
using Xunit;

namespace TradingLogging.Tests.Encryption;

/// <summary>Key wrap, by the vectors of RFC 3394, section 4.</summary>
public sealed class AesKeyWrapTests
{
    [Theory]
    [InlineData(
        "000102030405060708090A0B0C0D0E0F",
        "00112233445566778899AABBCCDDEEFF",
        "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5")]
    [InlineData(
        "000102030405060708090A0B0C0D0E0F1011121314151617",
        "00112233445566778899AABBCCDDEEFF",
        "96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D")]
    [InlineData(
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
        "00112233445566778899AABBCCDDEEFF",
        "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7")]
    [InlineData(
        "000102030405060708090A0B0C0D0E0F1011121314151617",
        "00112233445566778899AABBCCDDEEFF0001020304050607",
        "031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2")]
    [InlineData(
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
        "00112233445566778899AABBCCDDEEFF0001020304050607",
        "A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1")]
    [InlineData(
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
        "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F",
        "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21")]
    public void Keys_are_wrapped_and_opened_as_in_the_RFC(string wrapping, string key, string wrapped)
    {
        Assert.Equal(wrapped, Convert.ToHexString(AesKeyWrap.Wrap(Bytes(wrapping), Bytes(key))));
        Assert.Equal(key, Convert.ToHexString(AesKeyWrap.TryUnwrap(Bytes(wrapping), Bytes(wrapped))!));
    }

    [Fact]
    public void A_changed_wrapped_key_does_not_open()
    {
        byte[] wrapping = new byte[32];
        byte[] wrapped = AesKeyWrap.Wrap(wrapping, new byte[32]);
        for (int index = 0; index < wrapped.Length; index++)
        {
            byte[] changed = [.. wrapped];
            changed[index] ^= 1;
            Assert.Null(AesKeyWrap.TryUnwrap(wrapping, changed));
        }
    }

    [Fact]
    public void Another_key_does_not_open_it()
    {
        byte[] other = new byte[32];
        other[31] = 1;

        Assert.Null(AesKeyWrap.TryUnwrap(other, AesKeyWrap.Wrap(new byte[32], new byte[32])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(39)]
    public void Something_of_another_length_does_not_open(int length) =>
        Assert.Null(AesKeyWrap.TryUnwrap(new byte[32], new byte[length]));

    [Theory]
    [InlineData(8)]
    [InlineData(17)]
    public void A_key_of_another_length_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => AesKeyWrap.Wrap(new byte[32], new byte[length]));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
