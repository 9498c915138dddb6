"""Who is at risk of poverty through illness, and who lacks what assistance promises."""
