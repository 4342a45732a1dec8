namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>The file of an uploaded image.</summary>
public sealed record UploadContent(string ContentType, byte[] Content);
