using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Configuration.Ini;
using Xunit;

namespace TradingLogging.Tests.Configuration;

public sealed class IniFileTests
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    [Fact]
    public void Keys_are_lowered_and_values_stripped()
    {
        IniSection section = Section("[a]\n\tKey One  =   a value  \nÄ:b\n");

        Assert.Equal(
            [
                new IniEntry("key one", "a value", 2) { WrittenKey = "Key One" },
                new IniEntry("ä", "b", 3) { WrittenKey = "Ä" },
            ],
            section.OwnEntries);
    }

    [Theory]
    [InlineData("key = a:b", "a:b")]
    [InlineData("key : a=b", "a=b")]
    [InlineData("key := b", "= b")]
    [InlineData("key =", "")]
    public void The_first_delimiter_counts(string line, string value) => Assert.Equal(value, ValueOf(line));

    [Theory]
    [InlineData("key = %(home)s 50%", "%(home)s 50%")]
    [InlineData("key = a ; b # c", "a ; b # c")]
    [InlineData("key = \"quoted\"", "\"quoted\"")]
    public void Percent_signs_quotes_and_comment_signs_behind_a_value_are_part_of_it(string line, string value) =>
        Assert.Equal(value, ValueOf(line));

    [Fact]
    public void Lines_that_begin_with_a_comment_sign_are_ignored() =>
        Assert.Equal("1\n2", ValueOf("key = 1\n# no\n   ; nor this\n  2"));

    [Fact]
    public void Deeper_lines_continue_a_value_and_empty_ones_belong_to_it_except_at_its_end() =>
        Assert.Equal("\nfirst\n\nsecond", ValueOf("key =\n  first\n\n    second\n\n \n"));

    [Fact]
    public void Section_names_keep_their_case_and_white_space()
    {
        IniFile file = Parse("[A]\n[a]\n[ a ] ignored\n[b]c]\n");

        Assert.Equal(["A", "a", " a ", "b]c"], file.Sections.Select(section => section.Name));
        Assert.Equal([1, 2, 3, 4], file.Sections.Select(section => section.LineNumber));
        Assert.Null(file.Find("B"));
    }

    [Fact]
    public void A_section_inherits_what_it_does_not_set_itself()
    {
        IniSection section = Parse("[DEFAULT]\nx = 1\ny = 1\n[a]\ny = 2\n[DEFAULT]\nz = 3\n").Find("a")!;

        Assert.Equal(["y=2", "x=1", "z=3"], section.Entries.Select(entry => $"{entry.Key}={entry.Value}"));
        Assert.Equal(["y"], section.OwnEntries.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_end_as_on_every_system(string end)
    {
        byte[] content = [.. ByteOrderMark, .. Encoding.UTF8.GetBytes($"[a]{end}{end}key = ä{end}other = 2")];

        Assert.Equal(
            [new IniEntry("key", "ä", 3), new IniEntry("other", "2", 4)],
            IniFile.Parse("x.ini", content).Find("a")!.OwnEntries);
    }

    [Theory]
    [InlineData("key = 1", 1, "\"key = 1\" stands before the first section. Begin with a header such as [logging].")]
    [InlineData("\n[a]\nword", 3, "\"word\" is neither a section header nor a setting. Write key = value.")]
    [InlineData("[]", 1, "\"[]\" stands before the first section. Begin with a header such as [logging].")]
    [InlineData("[a]\n  word", 2, "\"word\" is neither a section header nor a setting. Write key = value.")]
    [InlineData("[a]\n= 1", 2, "\"= 1\" has no key. Write key = value.")]
    [InlineData("[a]\nKey = 1\n\nkey: 2", 4, "the key key is set already in line 2. Remove one of the two.")]
    [InlineData("[DEFAULT]\nk = 1\n[DEFAULT]\nk = 2", 4, "the key k is set already in line 2. Remove one of the two.")]
    [InlineData("[a]\n[b]\n[a]", 3, "the section [a] begins already in line 1. Merge the two.")]
    public void A_malformed_line_is_refused_with_file_line_and_remedy(string content, int lineNumber, string cause)
    {
        var error = Assert.Throws<ConfigurationException>(() => Parse(content));

        Assert.Equal($"x.ini, line {lineNumber}: {cause}", error.Message);
        Assert.Equal("x.ini", error.Path);
        Assert.Equal(lineNumber, error.LineNumber);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    public void What_is_not_UTF_8_is_refused_with_its_line(byte[] bytes)
    {
        byte[] content = [.. "[a]\nkey = "u8, .. bytes, .. "\nother = 1"u8];

        var error = Assert.Throws<ConfigurationException>(() => IniFile.Parse("x.ini", content));

        Assert.Equal("x.ini, line 2: not valid UTF-8. Save the file as UTF-8.", error.Message);
        Assert.Equal(2, error.LineNumber);
    }

    private static IniFile Parse(string content) => IniFile.Parse("x.ini", Encoding.UTF8.GetBytes(content));

    private static IniSection Section(string content) => Assert.Single(Parse(content).Sections);

    private static string ValueOf(string lines) => Assert.Single(Section("[a]\n" + lines).OwnEntries).Value;
}
