using System.Text;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Images;
using CsCheck;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.FileType;
using MetadataExtractor.Formats.Gif;
using MetadataExtractor.Formats.Jpeg;
using MetadataExtractor.Formats.Png;
using MetadataExtractor.Formats.WebP;

namespace AiWebBuilder.UnitTests.AiUsage;

/// <summary>What an uploaded file is, and what of it is kept.</summary>
internal sealed class ImageReaderTests
{
    private const string Place = "48.8584N 2.2945E";

    private static IEnumerable<TestCaseData<byte[], string, int, int>> Pictures()
    {
        yield return Of(SamplePictures.Png, "image/png", 4, 3, "png");
        yield return Of(SamplePictures.Jpeg, "image/jpeg", 4, 3, "jpeg");
        yield return Of(SamplePictures.Webp, "image/webp", 4, 3, "webp");
        yield return Of(SamplePictures.LosslessWebp, "image/webp", 1, 1, "lossless webp");
        yield return Of(SamplePictures.Gif, "image/gif", 1, 1, "gif");
        yield return Of(SamplePictures.DescribedPng(Place), "image/png", 4, 3, "described png");
        yield return Of(SamplePictures.Photograph(Place, 1), "image/jpeg", 4, 3, "photograph");
        yield return Of(SamplePictures.Photograph(Place, 6), "image/jpeg", 3, 4, "photograph on its side");
        yield return Of(SamplePictures.DescribedWebp(Place), "image/webp", 4, 3, "described webp");
        yield return Of(SamplePictures.MovingGif(Place), "image/gif", 1, 1, "moving gif");

        static TestCaseData<byte[], string, int, int> Of(
            byte[] file,
            string type,
            int width,
            int height,
            string name
        ) => new(file, type, width, height) { TestName = $"{{m}}({name})" };
    }

    [TestCaseSource(nameof(Pictures))]
    public void A_picture_is_told_by_its_content_and_nothing_but_the_picture_is_kept(
        byte[] file,
        string type,
        int width,
        int height
    )
    {
        var image = new ImageReader().Read(file);

        (image.ContentType, image.Width, image.Height).ShouldBe((type, width, height));
        Encoding.Latin1.GetString(image.Content).ShouldNotContain(Place);
        SeenByALibrary(file).ShouldBe((type, width, height), "as it came");
        SeenByALibrary(image.Content).ShouldBe((type, width, height), "as it is kept");
        image.Content.Length.ShouldBeLessThanOrEqualTo(file.Length);
        // What is kept is whole, and loses nothing more.
        new ImageReader()
            .Read(image.Content)
            .Content.ShouldBe(image.Content);
    }

    [TestCaseSource(nameof(Pictures))]
    public void What_ends_in_the_middle_is_refused_wherever_it_ends(byte[] file, string type, int width, int height)
    {
        var last = type == "image/jpeg" ? file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) + 1 : file.Length - 1;
        for (var length = 0; length <= last; length++)
        {
            // RIFF's last byte may be there for evenness alone.
            if (type == "image/webp" && length == file.Length - 1)
            {
                continue;
            }
            CodeOf(file[..length]).ShouldBeOneOf("ai.image_damaged", "ai.image_type_unknown");
        }
        _ = (width, height);
    }

    [TestCaseSource(nameof(Pictures))]
    public void A_second_file_behind_the_picture_is_refused(byte[] file, string type, int width, int height)
    {
        var whole = new ImageReader().Read(file).Content;
        foreach (var other in new[] { "<script>alert(1)</script>", "PK\u0003\u0004 and so on", "%PDF-1.7 and so on" })
        {
            CodeOf([.. whole, .. Encoding.Latin1.GetBytes(other)]).ShouldBe("ai.image_damaged", type);
        }
        _ = (width, height);
    }

    [Test]
    public void What_a_camera_puts_behind_its_picture_is_left_behind()
    {
        var plain = new ImageReader().Read(SamplePictures.Jpeg).Content;
        foreach (
            var rest in new byte[][]
            {
                [.. SamplePictures.Jpeg, .. "anything"u8],
                [0, 0, 0, 24, .. "ftypmp42 a film"u8],
                new byte[100],
                [0, 0, 1, 0x0A, .. "Image_UTC_Data1700000000000SEFHSEFT"u8],
            }
        )
        {
            new ImageReader().Read([.. SamplePictures.Jpeg, .. rest]).Content.ShouldBe(plain);
        }
    }

    [Test]
    public void A_photographs_orientation_and_colours_stay()
    {
        var kept = Encoding.Latin1.GetString(new ImageReader().Read(SamplePictures.Photograph(Place, 6)).Content);

        kept.ShouldContain("ICC_PROFILE\0");
        kept.ShouldContain("Exif\0\0MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0");
        Encoding
            .Latin1.GetString(new ImageReader().Read(SamplePictures.Photograph(Place, 1)).Content)
            .ShouldNotContain("Exif");
    }

    [Test]
    public void Of_what_moves_the_first_picture_is_kept()
    {
        new ImageReader().Read(SamplePictures.MovingGif(Place)).Content.ShouldBe(SamplePictures.Gif);
        Encoding
            .Latin1.GetString(new ImageReader().Read(SamplePictures.DescribedPng(Place)).Content)
            .ShouldNotContain("acTL");
        var moving = SamplePictures.DescribedWebp(Place);
        moving[20] |= 0x02;
        CodeOf(moving).ShouldBe("ai.image_damaged");
    }

    [Test]
    public void Another_file_is_no_image()
    {
        foreach (
            var text in new[]
            {
                "",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<!doctype html><p>x",
                "%PDF-1.7",
                "BM6\0\0\0 a bitmap",
                "II*\0\b\0\0\0 a TIFF",
                "\0\0\0\u0018ftypheic a phone's",
                "GIF90a",
                "RIFF\u0004\0\0\0WAVE",
            }
        )
        {
            CodeOf(Encoding.Latin1.GetBytes(text)).ShouldBe("ai.image_type_unknown", text);
        }
    }

    [Test]
    public void A_picture_has_at_most_eight_thousand_pixels_a_side()
    {
        new ImageReader().Read(SamplePictures.PngOf(8000, 8000, [1])).Width.ShouldBe(8000);
        CodeOf(SamplePictures.PngOf(8001, 1, [1])).ShouldBe("ai.image_too_large");
        CodeOf(SamplePictures.PngOf(1, int.MaxValue, [1])).ShouldBe("ai.image_too_large");
        CodeOf(SamplePictures.PngOf(0, 1, [1])).ShouldBe("ai.image_damaged");
        CodeOf(SamplePictures.PngOf(-1, 1, [1])).ShouldBe("ai.image_damaged");
    }

    [Test]
    public void A_PNG_whose_checksums_say_otherwise_is_damaged()
    {
        var whole = SamplePictures.PngOf(4, 3, [1, 2, 3, 4]);
        new ImageReader().Read(whole).Content.ShouldBe(whole);
        // The header's sides, the data, and each of the checksums.
        foreach (var place in new[] { 19, 29, 42, whole.Length - 1, whole.Length - 14 })
        {
            byte[] changed = [.. whole];
            changed[place] ^= 0x01;
            CodeOf(changed).ShouldBe("ai.image_damaged", $"{place}");
        }
    }

    [Test]
    public void Whatever_is_changed_in_a_file_it_is_read_or_refused()
    {
        byte[][] files = [.. Pictures().Select(one => (byte[])one.Arguments[0]!)];
        Gen.Select(Gen.OneOf([.. files.Select(Gen.Const)]), Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[1, 6])
            .Sample(
                (file, changes) =>
                {
                    var changed = file.ToArray();
                    foreach (var (place, value) in changes)
                    {
                        changed[place % changed.Length] = value;
                    }
                    try
                    {
                        new ImageReader().Read(changed);
                    }
                    catch (DomainException)
                    {
                        // Refused by name.
                    }
                },
                iter: 20_000
            );
    }

    /// <summary>What a library of other people reads from the file's headers; the sides as it is shown.</summary>
    private static (string? Type, int Width, int Height) SeenByALibrary(byte[] file)
    {
        using var stream = new MemoryStream(file);
        var found = ImageMetadataReader.ReadMetadata(stream);
        var (width, height) = found
            .Select(directory =>
                directory switch
                {
                    JpegDirectory jpeg => (jpeg.GetImageWidth(), jpeg.GetImageHeight()),
                    PngDirectory png when png.GetPngChunkType().Equals(PngChunkType.IHDR) => (
                        png.GetInt32(PngDirectory.TagImageWidth),
                        png.GetInt32(PngDirectory.TagImageHeight)
                    ),
                    GifHeaderDirectory gif => (
                        gif.GetInt32(GifHeaderDirectory.TagImageWidth),
                        gif.GetInt32(GifHeaderDirectory.TagImageHeight)
                    ),
                    WebPDirectory webp => (
                        webp.GetInt32(WebPDirectory.TagImageWidth),
                        webp.GetInt32(WebPDirectory.TagImageHeight)
                    ),
                    _ => (0, 0),
                }
            )
            .First(sides => sides != (0, 0));
        var type = found.OfType<FileTypeDirectory>().Single().GetString(FileTypeDirectory.TagDetectedFileMimeType);
        var onItsSide = found
            .OfType<ExifIfd0Directory>()
            .Any(exif => exif.TryGetInt32(ExifDirectoryBase.TagOrientation, out var orientation) && orientation >= 5);
        return onItsSide ? (type, height, width) : (type, width, height);
    }

    private static string CodeOf(byte[] file) =>
        Should.Throw<DomainException>(() => new ImageReader().Read(file)).Error.Code;
}
