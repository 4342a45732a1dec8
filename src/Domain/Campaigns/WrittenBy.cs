using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>The step of a generation that wrote a version.</summary>
public sealed record WrittenBy(Guid GenerationId, Guid StepId);
