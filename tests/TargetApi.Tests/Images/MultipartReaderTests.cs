using System.Text;
using LoadLab.TargetApi.Images;

namespace LoadLab.TargetApi.Tests.Images;

public sealed class MultipartReaderTests
{
    private const string Form =
        "--cut\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
        + "--cut\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\none\r\n--cu\r\n"
        + "--cut \t\r\ncontent-disposition: form-data; name=b; filename*=UTF-8''b\r\n\r\n\r\n"
        + "--cut\r\nContent-Type: image/jpeg\r\n\r\nthree\r\n"
        + "--cut--\r\n";

    [Fact]
    public void Read_FilesAndFields_GivesTheFilesInOrder()
    {
        (MultipartOutcome outcome, string[] files) = Read(Form);
        Assert.Equal(MultipartOutcome.Read, outcome);
        Assert.Equal(["a:one\r\n--cu", "b:", ":three"], files);
    }

    [Fact]
    public void Read_TextBeforeTheFirstBoundary_IsPassedOver() => Assert.Equal(3, Read("preamble\r\n" + Form).Files.Length);

    [Fact]
    public void Read_EveryTruncation_IsMalformed()
    {
        // The end is found as soon as both hyphens are there.
        int end = Form.Length - 2;
        for (int length = 0; length < end; length++)
        {
            Assert.Equal(MultipartOutcome.Malformed, Read(Form[..length]).Outcome);
        }

        Assert.Equal(MultipartOutcome.Read, Read(Form[..end]).Outcome);
    }

    [Fact]
    public void Read_ThousandsOfParts_StopsAtTheLimit()
    {
        string form = string.Concat(Enumerable.Repeat("--cut\r\n\r\n\r\n", 50_000)) + "--cut--";
        Assert.Equal(MultipartOutcome.TooManyParts, Read(form).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--cut")]
    [InlineData("--cut\r\nno header's end")]
    [InlineData("--cut\r\nContent-Disposition: form-data; name=a; filename=a\r\n--cut--")]
    [InlineData("--cutter\r\n\r\nx\r\n--cutter--")]
    public void Read_NoForm_IsMalformed(string form) => Assert.Equal(MultipartOutcome.Malformed, Read(form).Outcome);

    [Fact]
    public void Read_RandomBytes_NeverThrows()
    {
        var random = new Random(20240607);
        string[] pieces = ["--cut", "\r\n", "--", "Content-Disposition: form-data; name=\"", "filename=", ";", "\"", "\0", "é", "Content-Type: image/png", ":", "x"];
        for (int i = 0; i < 20_000; i++)
        {
            string form = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.All(Read(form).Files, f => Assert.NotNull(f));
        }
    }

    private static (MultipartOutcome Outcome, string[] Files) Read(string form)
    {
        byte[] body = Encoding.Latin1.GetBytes(form);
        List<UploadedFile> files = [];
        MultipartOutcome outcome = MultipartReader.Read(body, "cut", 10, files);
        return (outcome, [.. files.Select(f => $"{f.Field}:{Encoding.Latin1.GetString(body, f.Start, f.Length)}")]);
    }
}
