using System.Text;
using System.Text.Json;
using CsCheck;
using TradingLogging.Configuration;
using TradingLogging.Configuration.Ini;
using Xunit;

namespace TradingLogging.Tests.Configuration;

public sealed class IniFileAgainstPythonTests(PythonFixture fixture) : IClassFixture<PythonFixture>
{

    public static TheoryData<string> AwkwardFiles => new(
    [
        "", "\n\n", "[a]", "[a", "a]", "[]", "[]]", "[[a]]", "[a]b]", "[ a ]", "[a] = 1", "[a] # b", "[a];b",
        "x = 1\n[a]", "[a]\n[b]\n[a]\n", "[a]\n[A]\n", "[DEFAULT]\nx=1\n[DEFAULT]\ny=2\n[a]",
        "[DEFAULT]\nx=1\n[DEFAULT]\nX=2\n", "[DEFAULT]\nx = 1\n[a]\nx = 2\n[b]\n",
        "[a]\nx = 1\n[DEFAULT]\nx = 3\ny = 4\n", "[default]\nx=1\n[a]", "[a]\nx=1\nX=2\n", "[a]\nx", "[a]\n=1",
        "[a]\n:", "[a]\nx=", "[a]\nx:", "[a]\nx := 1", "[a]\nx = 1 = 2", "[a]\nx=:y", "[a]\nx y = 1", "[a]\nx\t =\t1\t",
        "[a]\nx = %(y)s %", "[a]\nx = 1 ; c", "[a]\nx = 1 # c", "[a]\nx;y = 1", "[a]\n#x=1\n  ;y=1", "[a]\nx = 1\n  2",
        "[a]\nx = 1\n\t2\n    3", "[a]\nx =\n  1\n", "[a]\nx =\n\n  1\n\n\n  2\n\n\n", "[a]\nx = 1\n\n  \n\ny = 2",
        "[a]\nx = 1\n# c\n  2\n", "[a]\nx = 1\n  # c\n  2\n", "[a]\nx = 1\n  ;\n\n  2\n", "[a]\n  x = 1\n  y = 2",
        "[a]\n  x = 1\n y = 2", "[a]\n  x = 1\n   y = 2", "[a]\nx = 1\n [b]\ny = 2", "  [a]\n  x = 1\n",
        "  [a]\nx = 1\n", "  [a]\n     x = 1\n  y = 2\n    [b]", "[a]\n   x = 1\n\n   y = 2",
        "[a]\nx = 1\r\n  2\r\n\r\n[b]\r\n", "[a]\rx = 1\r  2\r", "[a]\n\rx = 1\n\r", "[a]\nx = a\u0085b\u2028c\vd\fe",
        "[a]\nx = 1\n\u00a0\u00a02", "[a]\nx = 1\n\u001c\u001d2\u001e\u001f", "[a]\nx\u3000=\u20031\u2003",
        "[a]\n\u200bx = 1", "\ufeff[a]\nx = 1", "\ufeff\ufeff[a]\n", "[a]\nx = \0", "[ä]\nÖ = ü 😀", "[a]\nx = \"1\"",
        "[a]\nx = '''\n  1\n  '''", "[a]\nrem x = 1", "[a]\nx = 1\\\ny = 2", "[a]\nx: 1\n y: 2\nz: 3",
        "[a]\nx = 1\n  = 2", "[a]\nx = 1\n  [b]\n  y", "[a]\nx=1\n[DEFAULT]\n[b]\nx",
        "[a]\n[DEFAULT]\nx=1\n  2\n\n  3\n[b]", "[a]\n\n  x = 1\n\n", "[a]\nK\u212a = 1\nkk = 2",
    ]);

    private static Gen<string> Entry { get; } = Gen.Select(
        Gen.Int[0, 99].Select(number => $"Key {number}"),
        AnyOf("=", ":", " = ", " : ", "\t=", "=="),
        AnyOf("", "1", "a b", "%(x)s", "1 ; c", "# c", "[a]", "é😀", "a = b"),
        (key, delimiter, value) => key + delimiter + value);

    private static Gen<string> Oddity { get; } = Gen.OneOf(
        AnyOf("[a]", "[DEFAULT]", "[]", "[x", "[a]]", "word", "x = 1", "X : 2", "= 1", ":"),
        Gen.String[Gen.Char["=:[]#;%x \t\v\u0085\u2028\u001e\"\\ä"], 0, 8]);

    // Mostly right: files that are accepted say more than files that are refused.
    private static Gen<string> Line { get; } = Gen.Select(
        AnyOf("", "", "", " ", "  ", "\t", "    ", "\u00a0", "\u001c"),
        Gen.OneOf(
            Entry,
            Entry,
            Entry,
            Entry,
            AnyOf("", "# c", "; c"),
            Gen.Int[0, 99].Select(number => $"[{number}]"),
            Oddity),
        AnyOf("", "", " ", "\t"),
        AnyOf("\n", "\n", "\n", "\n", "\r\n", "\r", "\n\n"),
        (indentation, text, trailing, end) => indentation + text + trailing + end);

    [Theory]
    [MemberData(nameof(AwkwardFiles))]
    public void An_awkward_file_is_read_as_Python_reads_it(string content) =>
        AssertSame(Encoding.UTF8.GetBytes(content));

    [Fact]
    public void Any_file_is_read_as_Python_reads_it()
    {
        RequirePython();
        Line.Array[0, 10].Sample(
            lines => AssertSame(Encoding.UTF8.GetBytes("[s]\n" + string.Concat(lines))), iter: 3000, threads: 1);
    }

    [Fact]
    public void Bytes_that_are_not_text_are_refused_as_Python_refuses_them()
    {
        RequirePython();
        Gen.Byte.Array[0, 6].Sample(bytes => AssertSame([.. "[s]\nx = "u8, .. bytes]), iter: 1000, threads: 1);
    }

    private static Gen<string> AnyOf(params string[] texts) =>
        Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Dictionary<string, Dictionary<string, string>>? Read(byte[] content)
    {
        try
        {
            return IniFile.Parse("x.ini", content).Sections.ToDictionary(
                section => section.Name,
                section => section.Entries.ToDictionary(entry => entry.Key, entry => entry.Value));
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    private static string Text(Dictionary<string, Dictionary<string, string>>? sections) => sections is null
        ? "refused"
        : JsonSerializer.Serialize(sections.Select(section => (object[])
            [section.Key, section.Value.OrderBy(pair => pair.Key, StringComparer.Ordinal)]));

    private void RequirePython() =>
        Assert.SkipUnless(fixture.Python is not null, "python3 is not on this machine.");

    private void AssertSame(byte[] content)
    {
        RequirePython();
        Assert.Equal(Text(fixture.Python!.Read(content)), Text(Read(content)));
    }
}
