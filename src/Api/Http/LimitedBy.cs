using System.Threading.RateLimiting;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AiWebBuilder.Api.Http;

/// <summary>Metadata of an endpoint: the limit that its requests fall under.</summary>
internal sealed record LimitedBy(RateLimit Limit);
