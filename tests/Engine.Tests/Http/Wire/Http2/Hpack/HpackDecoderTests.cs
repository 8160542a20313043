using System.Buffers;
using System.Text;
using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Tests.Http.Wire.Http2.Hpack;

public sealed class HpackDecoderTests
{
    private const string Date21 = "date: Mon, 21 Oct 2013 20:13:21 GMT";
    private const string Date22 = "date: Mon, 21 Oct 2013 20:13:22 GMT";
    private const string Location = "location: https://www.example.com";
    private const string Cookie = "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";

    private static readonly string[] FirstRequest = [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"];
    private static readonly string[] SecondRequest = [.. FirstRequest, "cache-control: no-cache"];

    private static readonly string[] ThirdRequest =
        [":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com", "custom-key: custom-value"];

    private static readonly string[] FirstResponse = [":status: 302", "cache-control: private", Date21, Location];
    private static readonly string[] SecondResponse = [":status: 307", "cache-control: private", Date21, Location];
    private static readonly string[] ThirdResponse = [":status: 200", "cache-control: private", Date22, Location, "content-encoding: gzip", Cookie];

    // The dynamic tables of the examples, newest entry first.
    private static readonly string[] ThirdRequestTable = ["custom-key: custom-value", "cache-control: no-cache", ":authority: www.example.com"];
    private static readonly string[] FirstResponseTable = [Location, Date21, "cache-control: private", ":status: 302"];
    private static readonly string[] SecondResponseTable = [":status: 307", Location, Date21, "cache-control: private"];
    private static readonly string[] ThirdResponseTable = [Cookie, "content-encoding: gzip", Date22];

    /// <summary>RFC 7541 appendix C.2: one field each; what is left in the table.</summary>
    public static TheoryData<string, string, string[], int> SingleFields => new()
    {
        { "400a637573746f6d2d6b65790d637573746f6d2d686561646572", "custom-key: custom-header", ["custom-key: custom-header"], 55 },
        { "040c2f73616d706c652f70617468", ":path: /sample/path", [], 0 },
        { "100870617373776f726406736563726574", "password: secret", [], 0 },
        { "82", ":method: GET", [], 0 },
    };

    [Theory]
    [MemberData(nameof(SingleFields))]
    public void Decode_AppendixC2_IsTheField(string block, string field, string[] table, int size)
    {
        var decoder = NewDecoder();

        AssertDecodes(decoder, block, [field], table, size);
    }

    [Theory]
    [InlineData( // C.3
        "828684410f7777772e6578616d706c652e636f6d",
        "828684be58086e6f2d6361636865",
        "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565")]
    [InlineData( // C.4
        "828684418cf1e3c2e5f23a6ba0ab90f4ff",
        "828684be5886a8eb10649cbf",
        "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf")]
    public void Decode_AppendixC3AndC4_BuildsTheTable(string first, string second, string third)
    {
        var decoder = NewDecoder();

        AssertDecodes(decoder, first, FirstRequest, ThirdRequestTable[2..], 57);
        AssertDecodes(decoder, second, SecondRequest, ThirdRequestTable[1..], 110);
        AssertDecodes(decoder, third, ThirdRequest, ThirdRequestTable, 164);
    }

    [Theory]
    [InlineData( // C.5
        "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d",
        "4803333037c1c0bf",
        "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31")]
    [InlineData( // C.6
        "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3",
        "4883640effc1c0bf",
        "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007")]
    public void Decode_AppendixC5AndC6_EvictsFromATableOf256(string first, string second, string third)
    {
        var decoder = NewDecoder();
        decoder.Table.Resize(256);

        AssertDecodes(decoder, first, FirstResponse, FirstResponseTable, 222);
        AssertDecodes(decoder, second, SecondResponse, SecondResponseTable, 222);
        AssertDecodes(decoder, third, ThirdResponse, ThirdResponseTable, 215);
    }

    [Theory]
    [InlineData("80")] // Index 0.
    [InlineData("be")] // Index 62 of an empty table.
    [InlineData("ff")] // An index that ends early.
    [InlineData("7e0161")] // A literal whose name is index 62 of an empty table.
    [InlineData("ffffffffff7f")] // An index far too great.
    [InlineData("0003616263")] // A literal without a value.
    [InlineData("000361")] // A name shorter than it says.
    [InlineData("0001610561")] // A value shorter than it says.
    [InlineData("00016182ffff")] // A value of too much padding.
    [InlineData("3fe21f")] // A table of 4097.
    [InlineData("8220")] // A size update after a field.
    [InlineData("40")]
    public void Decode_NotHpack_IsMalformed(string block)
    {
        var log = new FieldLog();

        Assert.Equal(HpackStatus.Malformed, NewDecoder().Decode(Convert.FromHexString(block), ref log));
    }

    [Fact]
    public void Decode_SizeUpdatesAtTheFront_EvictAndAreObeyed()
    {
        var decoder = NewDecoder();
        AssertDecodes(decoder, "4001610162" + "4001630164", ["a: b", "c: d"], ["c: d", "a: b"], 68);

        AssertDecodes(decoder, "3f03" + "82", [":method: GET"], ["c: d"], 34);
        AssertDecodes(decoder, "20" + "3fe11f" + "82", [":method: GET"], [], 0);
        Assert.Equal(HpackDecoder.TableSize, decoder.Table.MaxSize);
    }

    [Fact]
    public void Decode_EntryGreaterThanTheTable_EmptiesIt()
    {
        var decoder = NewDecoder();
        AssertDecodes(decoder, "4001610162", ["a: b"], ["a: b"], 34);
        var value = new string('v', HpackDecoder.TableSize);

        AssertDecodes(decoder, "400161" + "7f811f" + Convert.ToHexString(Encoding.ASCII.GetBytes(value)), [$"a: {value}"], [], 0);
    }

    [Fact]
    public void Decode_NameOfAnEntryThatItsOwnAddingEvicts_IsKept()
    {
        var decoder = NewDecoder();
        decoder.Table.Resize(70);
        AssertDecodes(decoder, "400461626364" + "0131", ["abcd: 1"], ["abcd: 1"], 37);

        // Entry 62 gives the name; 37 and 38 together are more than 70.
        AssertDecodes(decoder, "7e" + "023233", ["abcd: 23"], ["abcd: 23"], 38);
    }

    [Fact]
    public void Decode_MoreFieldsThanThereIsRoomFor_IsTooLarge()
    {
        var log = new FieldLog();
        // ":method: GET" counts 42.
        var decoder = new HpackDecoder(new byte[100]);

        Assert.Equal(HpackStatus.Complete, decoder.Decode(Convert.FromHexString("8282"), ref log));
        Assert.Equal(HpackStatus.TooLarge, decoder.Decode(Convert.FromHexString("828282"), ref log));
    }

    [Fact]
    public void Decode_ManyBlocks_KeepsTheTableOfAModel()
    {
        var random = new Random(42);
        var decoder = NewDecoder();
        var model = new List<string>();
        for (var i = 0; i < 5000; i++)
        {
            var (name, value) = ($"n{random.Next(100)}", new string('v', random.Next(random.Next(10) == 0 ? 3000 : 60)));
            var block = new ArrayBufferWriter<byte>();
            HpackInteger.Write(block, 0x40, 6, 0);
            WritePlain(block, name);
            WritePlain(block, value);
            AddToModel(model, $"{name}: {value}");
            AssertDecodes(decoder, Convert.ToHexString(block.WrittenSpan), [$"{name}: {value}"], [.. model], model.Sum(Size));
        }
    }

    private static int Size(string field) => field.Length - 2 + 32;

    private static void AddToModel(List<string> model, string field)
    {
        model.Insert(0, field);
        while (model.Sum(Size) > HpackDecoder.TableSize)
        {
            model.RemoveAt(model.Count - 1);
        }
    }

    private static void WritePlain(ArrayBufferWriter<byte> block, string text)
    {
        HpackInteger.Write(block, 0, 7, text.Length);
        block.Write(Encoding.ASCII.GetBytes(text));
    }

    private static HpackDecoder NewDecoder() => new(new byte[64 * 1024]);

    private static void AssertDecodes(HpackDecoder decoder, string block, string[] fields, string[] table, int size)
    {
        var log = new FieldLog();

        Assert.Equal(HpackStatus.Complete, decoder.Decode(Convert.FromHexString(block), ref log));
        Assert.Equal(fields, log.Fields);
        Assert.Equal(table, Enumerable.Range(1, decoder.Table.Count).Select(index =>
            $"{Encoding.Latin1.GetString(decoder.Table.Name(index))}: {Encoding.Latin1.GetString(decoder.Table.Value(index))}"));
        Assert.Equal(size, decoder.Table.Size);
    }
}
